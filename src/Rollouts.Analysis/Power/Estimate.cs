namespace Rollouts.Analysis.Power;

/// <summary>The fast formula's result for one failure, computed without a simulation.</summary>
/// <param name="MeanTime">The mean time until the rollback or the end of the plan, if that comes first.</param>
/// <param name="FailedRequests">The mean number of failed requests until then.</param>
public sealed record Estimate(double RollBack, TimeSpan MeanTime, double FailedRequests);
