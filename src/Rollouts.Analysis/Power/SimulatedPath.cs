namespace Rollouts.Analysis.Power;

/// <summary>One simulated rollout.</summary>
/// <param name="Step">The step it ended in.</param>
/// <param name="Failed">Requests that failed because of the candidate's fault.</param>
internal readonly record struct SimulatedPath(PathEnd End, int Step, double Seconds, long Failed);
