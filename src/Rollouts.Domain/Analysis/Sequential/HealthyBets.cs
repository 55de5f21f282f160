using Rollouts.Domain.Analysis.Numerics;

namespace Rollouts.Domain.Analysis.Sequential;

/// <summary>
/// The bets that prove a candidate healthy: the breach bets with their signs turned, from timid to bold (2 to 98 %
/// of the most that may be staked) in twelve even steps.
/// </summary>
internal static class HealthyBets
{
    public const int Count = 12;

    private static readonly double[] Fractions = EvenSteps.Of(least: 0.02, times: 49, Count);

    /// <summary>
    /// What one tick adds to the evidence that the candidate is not worse by the margin. While its rate is at least
    /// ratio times the baseline's plus the margin, the expected value of exp(increment) is at most 1. Without a
    /// second arm, ratio is 0 and the margin is the limit.
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
        for (int j = 0; j < Count; j += Lanes.Width)
        {
            var fraction = Lanes.Load(Fractions, j);
            var lambda = fraction * most;
            var lost = Lanes.Log1P(-fraction) * candidateBad;
            var won = Lanes.Log1P(lambda * baselineGain) * baselineBad;
            Lanes.Store(lost + won + (Lanes.Log1P(lambda * margin) * good), into, j);
        }
    }
}
