namespace Rollouts.Analysis.Sequential;

/// <summary>
/// Checks the plain counts before the evidence suffices. The stakes of the evidence are spread over all planned ticks
/// and a vote is capped, so the first ticks of a bad candidate leave the evidence low. Low evidence alone must not make
/// such a candidate healthy.
/// </summary>
internal static class PlainCounts
{
    /// <summary>Standard deviations above which chance and bursts no longer explain the count.</summary>
    private const double Deviations = 2;

    /// <summary>Bad requests come in bursts of this size even in a healthy service.</summary>
    private const double Burst = 3;

    /// <summary>Whether one arm failed visibly more often than a limit allows.</summary>
    public static bool ExceedLimit(long bad, long requests, double limit)
    {
        double allowed = requests * limit;
        return bad > allowed && IsFar(bad - allowed, allowed * (1 - limit));
    }

    /// <summary>
    /// Whether the candidate failed visibly more often than the tolerated ratio allows. Given all bad requests of
    /// both arms, the candidate's part of them is binomial.
    /// </summary>
    public static bool ExceedBaseline(in PairedCounts counts, double toleratedRatio, double leastExcess)
    {
        if (!counts.HasBothArms)
        {
            return false;
        }

        double excess =
            ((double)counts.CandidateBad / counts.CandidateRequests)
            - ((double)counts.BaselineBad / counts.BaselineRequests);
        double weighed = toleratedRatio * counts.CandidateRequests;
        double part = weighed / (weighed + counts.BaselineRequests);
        double allowed = counts.Bad * part;
        return excess > leastExcess
            && counts.CandidateBad > allowed
            && IsFar(counts.CandidateBad - allowed, allowed * (1 - part));
    }

    private static bool IsFar(double distance, double variance) =>
        distance > Deviations * Math.Sqrt(Burst * Math.Max(variance, 1));
}
