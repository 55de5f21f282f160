using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Sequential;

namespace Rollouts.Domain.Tests.Analysis.Sequential;

/// <summary>
/// The promise that all else stands on: at the edge of what is tolerated, no bet gains anything on average. Every
/// outcome of small ticks is enumerated with its chance.
/// </summary>
public sealed class GuaranteeTests
{
    private const double Rounding = 1e-12;

    private static readonly (long Candidate, long Baseline)[] Sizes =
    [
        (1, 1),
        (1, 9),
        (3, 2),
        (5, 45),
        (20, 20),
        (8, 100),
        (60, 40),
    ];

    private static readonly double[] BaselineRates = [0.001, 0.01, 0.1, 0.3, 0.6];

    private static readonly double[] Ratios = [1, 1.25, 2, 5];

    private delegate void Increments(Span<double> into, in PairedCounts tick);

    [Fact]
    public void No_event_bet_gains_while_the_rate_is_tolerated()
    {
        foreach ((long candidate, long baseline, double rate, double ratio) in Cases())
        {
            foreach (double excess in new[] { 0, 0.001, 0.05 })
            {
                double tolerated = Math.Min(1, (ratio * rate) + excess);
                AssertNoGain(
                    candidate,
                    tolerated,
                    baseline,
                    rate,
                    TimesWorse.Count,
                    tellsWithoutBad: excess > 0,
                    (Span<double> into, in PairedCounts tick) => BreachIncrements.Event(into, tick, ratio, excess, 1)
                );
            }
        }
    }

    [Fact]
    public void No_tempered_event_bet_gains_while_the_rate_is_tolerated()
    {
        foreach ((long candidate, long baseline, double rate, double ratio) in Cases())
        {
            AssertNoGain(
                candidate,
                Math.Min(1, ratio * rate),
                baseline,
                rate,
                TimesWorse.Count,
                tellsWithoutBad: false,
                (Span<double> into, in PairedCounts tick) => BreachIncrements.Event(into, tick, ratio, 0, 10)
            );
        }
    }

    [Fact]
    public void No_vote_gains_while_the_odds_are_tolerated()
    {
        foreach ((long candidate, long baseline, double rate, double ratio) in Cases())
        {
            double odds = ratio * rate / (1 - rate);
            AssertNoGain(
                candidate,
                odds / (1 + odds),
                baseline,
                rate,
                TimesWorse.Count,
                tellsWithoutBad: false,
                (Span<double> into, in PairedCounts tick) => BreachIncrements.Vote(into, tick, ratio)
            );
        }
    }

    [Fact]
    public void No_bet_against_a_limit_gains_while_it_is_kept()
    {
        foreach (double limit in new[] { 0.001, 0.01, 0.05, 0.5 })
        {
            foreach (long requests in new long[] { 1, 7, 40 })
            {
                AssertNoGain(
                    requests,
                    limit,
                    0,
                    0,
                    TimesWorse.Count,
                    tellsWithoutBad: true,
                    (Span<double> into, in PairedCounts tick) => BreachIncrements.LimitEvent(into, tick, limit, 1)
                );
                AssertNoGain(
                    requests,
                    limit,
                    0,
                    0,
                    TimesWorse.Count,
                    tellsWithoutBad: true,
                    (Span<double> into, in PairedCounts tick) => BreachIncrements.LimitVote(into, tick, limit)
                );
            }
        }
    }

    [Fact]
    public void No_bet_on_health_gains_while_the_candidate_is_worse_by_the_margin()
    {
        foreach ((long candidate, long baseline, double rate, double ratio) in Cases())
        {
            foreach (double margin in new[] { 0.002, 0.05 })
            {
                double worse = Math.Min(1, (ratio * rate) + margin);
                if (worse < 1)
                {
                    AssertNoGain(
                        candidate,
                        worse,
                        baseline,
                        rate,
                        HealthyBets.Count,
                        tellsWithoutBad: true,
                        (Span<double> into, in PairedCounts tick) =>
                            HealthyBets.Increments(into, tick, ratio, margin, 1)
                    );
                }
            }
        }
    }

    [Fact]
    public void No_bet_on_keeping_a_limit_gains_while_the_candidate_is_at_it()
    {
        foreach (double limit in new[] { 0.001, 0.05, 0.5 })
        {
            AssertNoGain(
                30,
                limit,
                0,
                0,
                HealthyBets.Count,
                tellsWithoutBad: true,
                (Span<double> into, in PairedCounts tick) => HealthyBets.Increments(into, tick, 0, limit, 1)
            );
        }
    }

    /// <summary>A burst of failures is one event that falls on an arm in proportion to its traffic.</summary>
    [Fact]
    public void A_vote_does_not_care_how_many_failures_a_burst_has()
    {
        Span<double> bets = stackalloc double[TimesWorse.Count];
        Span<double> mean = stackalloc double[TimesWorse.Count];
        foreach ((double share, double chance) in new[] { (1.0, 0.1), (0.0, 0.9) })
        {
            var tick = new PairedCounts(100, (long)(50 * share), 900, (long)(50 * (1 - share)));
            BreachIncrements.Vote(bets, tick, 1);
            for (int k = 0; k < bets.Length; k++)
            {
                mean[k] += chance * Math.Exp(bets[k]);
            }
        }

        foreach (double gain in mean)
        {
            Assert.InRange(gain, 0, 1 + Rounding);
        }
    }

    private static IEnumerable<(long Candidate, long Baseline, double Rate, double Ratio)> Cases() =>
        from size in Sizes
        from rate in BaselineRates
        from ratio in Ratios
        select (size.Candidate, size.Baseline, rate, ratio);

    private static void AssertNoGain(
        long candidate,
        double candidateRate,
        long baseline,
        double baselineRate,
        int bets,
        bool tellsWithoutBad,
        Increments increments
    )
    {
        Span<double> logs = stackalloc double[bets];
        Span<double> gains = stackalloc double[bets];
        for (long candidateBad = 0; candidateBad <= candidate; candidateBad++)
        {
            for (long baselineBad = 0; baselineBad <= baseline; baselineBad++)
            {
                double chance =
                    Binomial(candidate, candidateBad, candidateRate) * Binomial(baseline, baselineBad, baselineRate);
                logs.Clear();
                if (candidateBad + baselineBad > 0 || tellsWithoutBad)
                {
                    increments(logs, new PairedCounts(candidate, candidateBad, baseline, baselineBad));
                }

                for (int k = 0; k < bets; k++)
                {
                    gains[k] += chance * Math.Exp(logs[k]);
                }
            }
        }

        foreach (double gain in gains)
        {
            Assert.InRange(gain, 0, 1 + Rounding);
        }
    }

    private static double Binomial(long trials, long hits, double rate)
    {
        if (rate is 0 or 1)
        {
            return hits == (rate == 0 ? 0 : trials) ? 1 : 0;
        }

        return Math.Exp(
            GammaFunctions.LogChoose(trials, hits) + (hits * Math.Log(rate)) + ((trials - hits) * Math.Log(1 - rate))
        );
    }
}
