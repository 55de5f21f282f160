using System.Runtime.Intrinsics;
using Rollouts.Analysis.Numerics;

namespace Rollouts.Analysis.Sequential;

/// <summary>
/// The evidence that one tick adds for each of the <see cref="TimesWorse"/> that the candidate is worse than tolerated.
/// Every form keeps one promise: while the candidate is not worse than tolerated, the expected value of exp(increment),
/// given the requests of each arm, is at most 1. Evidence built of such increments passes 1/alpha with a chance of at
/// most alpha, no matter how often it is inspected (Ville).
/// </summary>
internal static class BreachIncrements
{
    /// <summary>
    /// Every bad request counts. Holds for a candidate rate of at most ratio times the baseline's plus excess while
    /// requests fail independently; in bursts of at most <paramref name="overdispersion"/> the division by it keeps
    /// the promise (Hölder).
    /// </summary>
    public static void Event(
        Span<double> into,
        in PairedCounts tick,
        double ratio,
        double excess,
        double overdispersion
    )
    {
        var bet = new Bet(tick.Share, ratio, excess);
        double candidateBad = tick.CandidateBad / overdispersion;
        double baselineBad = tick.BaselineBad / overdispersion;
        double good = (tick.Requests - tick.Bad) / overdispersion;
        for (int k = 0; k < TimesWorse.Count; k += VectorLanes.Width)
        {
            var stake = bet.Stake(k);
            var lost = VectorLanes.Log1P(stake);
            if (excess == 0)
            {
                VectorLanes.Store(((TimesWorse.LogRatio(k) - lost) * candidateBad) - (lost * baselineBad), into, k);
                continue;
            }

            var lambda = bet.Lambda(stake);
            var won = VectorLanes.Log1P(lambda * bet.Gain);
            var paid = VectorLanes.Log1P(lambda * -excess);
            VectorLanes.Store((won * candidateBad) - (lost * baselineBad) + (paid * good), into, k);
        }
    }

    /// <summary>
    /// One vote per tick: the mean of the increments that its bad requests would have one by one. Valid for an odds
    /// ratio of at most <paramref name="ratio"/>, and for any clustering of bad requests inside a tick.
    /// </summary>
    public static void Vote(Span<double> into, in PairedCounts tick, double ratio)
    {
        var bet = new Bet(tick.Share, ratio, excess: 0);
        double candidateShareOfBad = tick.CandidateBad / tick.Bad;
        for (int k = 0; k < TimesWorse.Count; k += VectorLanes.Width)
        {
            var gain = (TimesWorse.Ratio(k) - Vector256<double>.One) * candidateShareOfBad;
            VectorLanes.Store(VectorLanes.Log1P(gain) - VectorLanes.Log1P(bet.Stake(k)), into, k);
        }
    }

    /// <summary>Every bad request counts against a limit of one arm.</summary>
    public static void LimitEvent(Span<double> into, in PairedCounts tick, double limit, double overdispersion) =>
        Event(into, tick, ratio: 0, excess: limit, overdispersion);

    /// <summary>
    /// One vote a tick against a limit of one arm: linear in the bad requests, so clusters do no harm.
    /// </summary>
    public static void LimitVote(Span<double> into, in PairedCounts tick, double limit)
    {
        var bet = new Bet(share: 1, ratio: 0, excess: limit);
        double over = ((double)tick.CandidateBad / tick.CandidateRequests) - limit;
        for (int k = 0; k < TimesWorse.Count; k += VectorLanes.Width)
        {
            VectorLanes.Store(VectorLanes.Log1P(bet.Lambda(bet.Stake(k)) * over), into, k);
        }
    }

    /// <summary>
    /// The stake on each alternative, chosen so that the expected gain is zero at the edge of the tolerated range.
    /// </summary>
    private readonly struct Bet(double share, double ratio, double excess)
    {
        private readonly double _most = 1 / ((ratio == 0 ? 0 : ratio / (1 - share)) + excess);

        /// <summary>The gain of a bad request of the candidate, per unit of lambda.</summary>
        public double Gain => (1 / share) - excess;

        public Vector256<double> Stake(int k) =>
            (TimesWorse.Ratio(k) - Vector256<double>.One) * (1 / (1 + (_most / share)));

        public Vector256<double> Lambda(Vector256<double> stake) => stake * _most / (Vector256<double>.One + stake);
    }
}
