using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Domain.Tests.Analysis.Sequential;

/// <summary>What holds of the evidence of labels for all streams of ticks.</summary>
public sealed class LabelledEvidencePropertyTests
{
    private static readonly RelativeSettings Settings = new() { By = "path", PlannedTicks = 240 };

    [Fact]
    public void The_stakes_of_quiet_ticks_may_be_laid_together()
    {
        var onset = new FaultOnsetPrior(100);
        var each = new BreachEvidence(edges: 1, lags: 1, forms: 1, onset);
        var together = new BreachEvidence(edges: 1, lags: 1, forms: 1, onset);
        double[] bets = new double[TimesWorse.Count];
        BreachIncrements.Vote(bets, new PairedCounts(10, 1, 90, 7), 1.25);
        for (int quiet = 0; quiet < 20; quiet++)
        {
            for (int tick = 0; tick < quiet; tick++)
            {
                each.LayStakes();
            }

            together.LayStakes(quiet);
            foreach (BreachEvidence evidence in new[] { each, together })
            {
                evidence.LayStakes();
                VectorLanes.Add(evidence.Grid(0, 0, 0), bets);
            }

            Assert.Equal(each.Weigh(out _), together.Weigh(out _), 1e-9);
        }
    }

    /// <summary>
    /// With bets that gain nothing on average, the mean of the merged evidence over all outcomes is at most 1.
    /// </summary>
    [Fact]
    public void The_average_of_fair_evidence_is_fair()
    {
        RelativeSettings settings = Settings with { ArmsAligned = true, ToleratedRatio = 1, LeastExcess = 0 };
        var random = new SeededGenerator(7);
        const int Runs = 4000;
        double sum = 0;
        for (int run = 0; run < Runs; run++)
        {
            var labels = new LabelledEvidence(settings);
            var all = new RelativeEvidence(settings);
            for (int at = 1; at <= 12; at++)
            {
                CountTick tick = LabelledTraffic.Healthy(random, at, endpoints: 4);
                all.Judge(new AdjacentTick(tick.Candidate, null, tick.Baseline, null), 1);
                labels.Judge(tick, isBroken: false);
            }

            sum += Math.Exp(labels.Merge(all.Weigh(out _)));
        }

        Assert.InRange(sum / Runs, 0.5, 1.03);
    }

    /// <summary>The average is never above its largest part, and never far below any of them.</summary>
    [Fact]
    public void The_merged_evidence_lies_between_its_parts()
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var random = new SeededGenerator(seed);
            var labels = new LabelledEvidence(Settings);
            var lanes = new Dictionary<string, LabelLane>(StringComparer.Ordinal);
            double ofAll = 0;
            for (int at = 1; at <= 30; at++)
            {
                CountTick tick = LabelledTraffic.Healthy(random, at, endpoints: 1 + (int)(seed % 40));
                labels.Judge(tick, isBroken: false);
                foreach (LabelIncrement label in tick.Labels.Take(LabelValues.Most))
                {
                    lanes.TryAdd(label.Value, new LabelLane(label.Value, Settings with { Form = EvidenceForm.Vote }));
                    lanes[label.Value].Judge(tick, label, isBroken: false);
                }

                ofAll += (4 * random.NextDouble()) - 2;
                double merged = labels.Merge(ofAll);
                double largest = Math.Max(0, Math.Max(ofAll, lanes.Values.Max(lane => lane.Log)));
                Assert.InRange(merged, ofAll - LogMath.Ln2 - 1e-9, largest + 1e-9);
                Assert.All(lanes.Values, lane => Assert.True(merged >= lane.Log - Math.Log(64) - 1e-9));
            }
        }
    }
}
