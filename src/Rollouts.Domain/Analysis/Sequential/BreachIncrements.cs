using System.Runtime.Intrinsics;
using Rollouts.Domain.Analysis.Numerics;

namespace Rollouts.Domain.Analysis.Sequential;

/// <summary>
/// What one tick adds to the evidence that the candidate is worse than tolerated, for each of the
/// <see cref="TimesWorse"/>. Every form keeps one promise: while the candidate is not worse than tolerated, the
/// expected value of exp(increment), given how many requests each arm got, is at most 1. Evidence built of such
/// increments passes 1/alpha with a chance of at most alpha, however often anybody looks (Ville).
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
        for (int k = 0; k < TimesWorse.Count; k += Lanes.Width)
        {
            var stake = bet.Stake(k);
            var lost = Lanes.Log1P(stake);
            if (excess == 0)
            {
                Lanes.Store(((TimesWorse.LogRatio(k) - lost) * candidateBad) - (lost * baselineBad), into, k);
                continue;
            }

            var lambda = bet.Lambda(stake);
            var won = Lanes.Log1P(lambda * bet.Gain);
            var paid = Lanes.Log1P(lambda * -excess);
            Lanes.Store((won * candidateBad) - (lost * baselineBad) + (paid * good), into, k);
        }
    }

    /// <summary>
    /// One vote a tick: the mean of what its bad requests would have said one by one. Holds for an odds ratio of at
    /// most <paramref name="ratio"/>, and however bad requests cluster inside a tick.
    /// </summary>
    public static void Vote(Span<double> into, in PairedCounts tick, double ratio)
    {
        var bet = new Bet(tick.Share, ratio, excess: 0);
        double candidateShareOfBad = tick.CandidateBad / tick.Bad;
        for (int k = 0; k < TimesWorse.Count; k += Lanes.Width)
        {
            var gain = (TimesWorse.Ratio(k) - Vector256<double>.One) * candidateShareOfBad;
            Lanes.Store(Lanes.Log1P(gain) - Lanes.Log1P(bet.Stake(k)), into, k);
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
        for (int k = 0; k < TimesWorse.Count; k += Lanes.Width)
        {
            Lanes.Store(Lanes.Log1P(bet.Lambda(bet.Stake(k)) * over), into, k);
        }
    }

    /// <summary>
    /// How much is staked on each alternative, so that the expected gain is nil at the edge of what is tolerated.
    /// </summary>
    private readonly struct Bet(double share, double ratio, double excess)
    {
        private readonly double _most = 1 / ((ratio == 0 ? 0 : ratio / (1 - share)) + excess);

        /// <summary>What a bad request of the candidate wins for each unit of lambda.</summary>
        public double Gain => (1 / share) - excess;

        public Vector256<double> Stake(int k) =>
            (TimesWorse.Ratio(k) - Vector256<double>.One) * (1 / (1 + (_most / share)));

        public Vector256<double> Lambda(Vector256<double> stake) => stake * _most / (Vector256<double>.One + stake);
    }
}
