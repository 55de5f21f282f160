using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Shares;

/// <summary>The requests of the candidate and of both arms in one tick.</summary>
internal readonly record struct ShareCounts(double Candidate, double All)
{
    public static ShareCounts Of(ArmIncrement candidate, ArmIncrement baseline) =>
        new(candidate.Requests, (double)candidate.Requests + baseline.Requests);

    public double Rest => All - Candidate;

    public double Share => Candidate / All;
}
