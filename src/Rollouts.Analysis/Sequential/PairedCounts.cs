using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Sequential;

/// <summary>The counts of both arms in one tick, for one definition of bad.</summary>
internal readonly record struct PairedCounts(
    long CandidateRequests,
    long CandidateBad,
    long BaselineRequests,
    long BaselineBad
)
{
    public static PairedCounts Of(ArmIncrement candidate, ArmIncrement baseline, int edge = 0) =>
        new(candidate.Requests, candidate.BadAt(edge), baseline.Requests, baseline.BadAt(edge));

    /// <summary>The counts of a single arm, for a limit that needs no second arm.</summary>
    public static PairedCounts OfOne(ArmIncrement arm) => new(arm.Requests, arm.Bad, 0, 0);

    /// <summary>In doubles from here on: a product of two counts may not fit a long.</summary>
    public double Requests => (double)CandidateRequests + BaselineRequests;

    public double Bad => (double)CandidateBad + BaselineBad;

    /// <summary>
    /// The share of requests that the candidate really got. Never the weight it was meant to get: a router that is a
    /// fifth off would make every release look guilty.
    /// </summary>
    public double Share => CandidateRequests / Requests;

    /// <summary>Without requests on both sides there is nothing to compare.</summary>
    public bool HasBothArms => CandidateRequests > 0 && BaselineRequests > 0;
}
