using System.Text.Json;
using Rollouts.Analysis;
using Rollouts.Analysis.BurnRate;
using Rollouts.Analysis.Compare;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Threshold;

namespace Rollouts.Domain.Tests.Analysis;

public sealed class EvidenceTests
{
    private static readonly JudgeSettings[] Counting =
    [
        new RelativeSettings(),
        new RelativeSettings { Edges = ["100ms", "1s"] },
        new LimitSettings { Limit = 0.01 },
        new BurnRateSettings { Objective = 0.999 },
    ];

    private static readonly JudgeSettings[] Measuring = [new ThresholdSettings { AtMost = 1 }, new CompareSettings()];

    /// <summary>Evidence goes into the record as JSON, which has no word for what is not a number.</summary>
    [Fact]
    public void Every_number_of_it_can_be_written()
    {
        (long, long, long, long)[] odd =
        [
            (0, 0, 0, 0),
            (1, 1, 0, 0),
            (0, 0, 1, 1),
            (1, 1, 1, 1),
            (5, 0, 7, 7),
            (long.MaxValue, long.MaxValue, 1, 0),
        ];
        foreach (JudgeSettings settings in Counting)
        {
            foreach (Split split in Enum.GetValues<Split>())
            {
                Feed feed = Feed.Begin(settings).Shift(split, margin: 0.01);
                AssertWritable(feed);
                foreach ((long candidate, long candidateBad, long baseline, long baselineBad) in odd)
                {
                    feed.Count(candidate, candidateBad, baseline, baselineBad, times: 2);
                    AssertWritable(feed);
                }
            }
        }
    }

    [Fact]
    public void Every_value_that_led_to_it_can_be_written()
    {
        double[] odd =
        [
            0,
            -1,
            double.NaN,
            double.PositiveInfinity,
            double.NegativeInfinity,
            double.MaxValue,
            double.Epsilon,
        ];
        foreach (JudgeSettings settings in Measuring)
        {
            Feed feed = Feed.Begin(settings).Shift(Split.BothArms);
            foreach (double value in odd.Concat(odd))
            {
                feed.Value(value, 1);
                AssertWritable(feed);
            }

            feed.State.Conclude(feed.Now);
            AssertWritable(feed);
        }
    }

    private static void AssertWritable(Feed feed)
    {
        Evidence evidence = feed.State.Verdict().Evidence;
        Assert.NotEmpty(evidence.Sentence);
        Assert.Equal(evidence, JsonSerializer.Deserialize<Evidence>(JsonSerializer.Serialize(evidence)));
    }
}
