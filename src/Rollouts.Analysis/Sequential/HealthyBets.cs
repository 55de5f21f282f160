using Rollouts.Analysis.Numerics;

namespace Rollouts.Analysis.Sequential;

/// <summary>
/// The bets that prove a candidate healthy: the breach bets with their signs turned, from timid to bold (2 to 98 %
/// of the most that may be staked) in twelve even steps.
/// </summary>
internal static class HealthyBets
{
    public const int Count = 12;

    private static readonly double[] Fractions = EvenSteps.Of(least: 0.02, times: 49, Count);

    /// <summary>
    /// The evidence of one tick that the candidate is not worse by the margin. While its rate is at least ratio times
    /// the baseline's plus the margin, the expected value of exp(increment) is at most 1. Without a second arm, ratio
    /// is 0 and the margin is the limit.
    /// </summary>
    public static void Increments(
        Span<double> into,
        in PairedCounts tick,
        double ratio,
        double margin,
        double overdispersion
    )
    {
        double share = ratio == 0 ? 1 : tick.Share;
        double baselineGain = (ratio == 0 ? 0 : ratio / (1 - share)) + margin;
        double most = share / (1 - (share * margin));
        double candidateBad = tick.CandidateBad / overdispersion;
        double baselineBad = ratio == 0 ? 0 : tick.BaselineBad / overdispersion;
        double requests = ratio == 0 ? tick.CandidateRequests : tick.Requests;
        double good = (requests / overdispersion) - candidateBad - baselineBad;
        for (int j = 0; j < Count; j += VectorLanes.Width)
        {
            var fraction = VectorLanes.Load(Fractions, j);
            var lambda = fraction * most;
            var lost = VectorLanes.Log1P(-fraction) * candidateBad;
            var won = VectorLanes.Log1P(lambda * baselineGain) * baselineBad;
            VectorLanes.Store(lost + won + (VectorLanes.Log1P(lambda * margin) * good), into, j);
        }
    }
}
