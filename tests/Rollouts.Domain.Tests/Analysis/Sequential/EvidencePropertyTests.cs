using FsCheck;
using FsCheck.Fluent;
using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Sequential;
using Rollouts.Vectors.Sequential;

namespace Rollouts.Domain.Tests.Analysis.Sequential;

public sealed class EvidencePropertyTests
{
    private static readonly Gen<PairedCounts> Ticks =
        from candidate in Gen.Choose(0, 400)
        from baseline in Gen.Choose(0, 4000)
        from candidateBad in Gen.Choose(0, candidate)
        from baselineBad in Gen.Choose(0, baseline)
        select new PairedCounts(candidate, candidateBad / 10, baseline, baselineBad / 10);

    [Fact]
    public void Ticks_without_a_bad_request_change_nothing() =>
        Holds(stream =>
        {
            PairedCounts[] quiet =
            [
                .. stream.SelectMany(tick => new[] { tick, tick with { CandidateBad = 0, BaselineBad = 0 } }),
            ];
            double[] with = Robust(quiet, FaultOnsetPrior.AtStart);
            double[] without = Robust(stream, FaultOnsetPrior.AtStart);
            return stream.Select((_, at) => Math.Abs(with[(2 * at) + 1] - without[at]) < 1e-9).All(same => same);
        });

    [Fact]
    public void Twice_the_requests_with_the_same_failures_say_the_same() =>
        Holds(stream =>
        {
            PairedCounts[] doubled =
            [
                .. stream.Select(tick =>
                    tick with
                    {
                        CandidateRequests = 2 * tick.CandidateRequests,
                        BaselineRequests = 2 * tick.BaselineRequests,
                    }
                ),
            ];
            return Robust(doubled, FaultOnsetPrior.AtStart)
                .Zip(Robust(stream, FaultOnsetPrior.AtStart))
                .All(pair => Math.Abs(pair.First - pair.Second) < 1e-9);
        });

    [Fact]
    public void Being_ready_for_a_late_fault_costs_at_most_half_the_evidence() =>
        Holds(stream =>
        {
            double[] late = Robust(stream, new FaultOnsetPrior(stream.Length));
            double[] plain = Robust(stream, FaultOnsetPrior.AtStart);
            return late.Zip(plain).All(pair => pair.First >= pair.Second - LogMath.Ln2 - 1e-9);
        });

    [Fact]
    public void One_vote_never_says_more_than_the_candidates_share_allows() =>
        Holds(stream =>
        {
            Span<double> votes = stackalloc double[TimesWorse.Count];
            foreach (PairedCounts tick in stream.Where(tick => tick is { HasBothArms: true, Bad: > 0 }))
            {
                BreachIncrements.Vote(votes, tick, 1.25);
                double tolerated = tick.Share * 1.25 / ((tick.Share * 1.25) + 1 - tick.Share);
                foreach (double vote in votes)
                {
                    if (vote > -Math.Log(tolerated) + 1e-12)
                    {
                        return false;
                    }
                }
            }

            return true;
        });

    [Fact]
    public void The_least_of_the_lags_is_at_most_each_of_them() =>
        Holds(stream =>
        {
            var all = new BreachEvidence(edges: 1, lags: 3, forms: 1, new FaultOnsetPrior(stream.Length));
            double[][] each =
            [
                .. Enumerable
                    .Range(-1, 3)
                    .Select(lag => Bets.Vote(Lagged(stream, lag), new FaultOnsetPrior(stream.Length), 1.25)),
            ];
            Span<double> votes = stackalloc double[TimesWorse.Count];
            for (int at = 0; at < stream.Length; at++)
            {
                all.LayStakes();
                for (int lag = 0; lag < 3; lag++)
                {
                    PairedCounts tick = Lagged(stream, lag - 1)[at];
                    if (tick is { HasBothArms: true, Bad: > 0 })
                    {
                        BreachIncrements.Vote(votes, tick, 1.25);
                        VectorLanes.Add(all.Grid(0, lag, 0), votes);
                    }
                }

                double least = all.Weigh(out _);
                if (each.Any(lag => least > lag[at] + 1e-9))
                {
                    return false;
                }
            }

            return true;
        });

    [Fact]
    public void A_mean_of_evidence_fires_wherever_a_split_of_the_chance_would() =>
        Holds(stream =>
        {
            double[] vote = Bets.Vote(stream, FaultOnsetPrior.AtStart, 1.25);
            double[] events = Bets.Event(stream, FaultOnsetPrior.AtStart, 1.25, 0, 10);
            double[] mean = Bets.Mean(vote, events);
            return mean.Select((log, at) => log >= Math.Max(vote[at], events[at]) - LogMath.Ln2 - 1e-9)
                .All(holds => holds);
        });

    private static double[] Robust(PairedCounts[] stream, FaultOnsetPrior onset) =>
        Bets.Mean(Bets.Vote(stream, onset, 1.25), Bets.Event(stream, onset, 1.25, 0, 10));

    private static PairedCounts[] Lagged(PairedCounts[] stream, int lag) =>
        [
            .. stream.Select(
                (tick, at) =>
                {
                    PairedCounts other = stream[Math.Clamp(at + lag, 0, stream.Length - 1)];
                    return tick with { BaselineRequests = other.BaselineRequests, BaselineBad = other.BaselineBad };
                }
            ),
        ];

    private static void Holds(Func<PairedCounts[], bool> law) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(Ticks.NonEmptyListOf().Select(ticks => ticks.ToArray()).ToArbitrary(), law)
        );
}
