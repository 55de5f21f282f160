using Rollouts.Analysis;
using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Domain.Tests.Analysis.Sequential;

/// <summary>
/// A healthy release of a service with one endpoint that fails in large bursts, which are too few to be seen in the
/// spread of all failures over the baseline's instances.
/// </summary>
public sealed class LabelledBurstTests
{
    private const int Instances = 10;
    private const int Burst = 100;
    private const double CandidateShare = 0.1;

    private static readonly RelativeSettings Settings = new() { PlannedTicks = 60, FalseAlarm = 0.005 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bursts_of_one_endpoint_are_not_taken_for_a_fault(bool areAligned)
    {
        const int Runs = 200;
        int alarms = 0;
        for (int run = 0; run < Runs; run++)
        {
            var random = new SeededGenerator(500 + (ulong)run);
            Feed feed = Feed.BothArms(Settings with { By = "route", ArmsAligned = areAligned });
            for (int tick = 0; tick < 60 && feed.State.Outcome != CheckOutcome.Breach; tick++)
            {
                feed.Take(Healthy(random, feed));
            }

            alarms += feed.State.Outcome == CheckOutcome.Breach ? 1 : 0;
        }

        // The promise is one in two hundred.
        Assert.InRange(alarms, 0, 3);
    }

    /// <summary>All other endpoints fail independently, a thousand times a tick.</summary>
    private static CountTick Healthy(SeededGenerator random, Feed feed)
    {
        double share = (1 - CandidateShare) / Instances;
        double[] bad =
        [
            .. Enumerable.Range(0, Instances).Select(_ => (double)PoissonSampler.Draw(random, 1000 * share)),
        ];
        long others = PoissonSampler.Draw(random, 1000 * CandidateShare);
        long mine = 0;
        long burstsOfBaseline = 0;
        for (long burst = PoissonSampler.Draw(random, 0.1); burst > 0; burst--)
        {
            double at = random.NextDouble();
            if (at < CandidateShare)
            {
                mine += Burst;
                continue;
            }

            bad[Math.Min(Instances - 1, (int)((at - CandidateShare) / share))] += Burst;
            burstsOfBaseline += Burst;
        }

        LabelIncrement[] labels =
        [
            new(
                "/others",
                new ArmIncrement(10_000, others),
                new ArmIncrement(90_000, (long)bad.Sum() - burstsOfBaseline)
            ),
            new("/x", new ArmIncrement(1000, mine), new ArmIncrement(9000, burstsOfBaseline)),
        ];
        return new CountTick(
            feed.Ticks.Count + 1,
            feed.Now,
            feed.Now + Feed.Length,
            LabelledTraffic.Sum(labels, label => label.Candidate),
            LabelledTraffic.Sum(labels, label => label.Baseline),
            BaselineSpread.Of([.. bad.Select(count => (10_000.0, count))])
        )
        {
            Labels = labels.ToValueList(),
        };
    }
}
