using Rollouts.Analysis;
using Rollouts.Analysis.Sequential;

namespace Rollouts.Domain.Tests.Analysis.Sequential;

/// <summary>Low evidence alone makes no candidate healthy whose counts speak against it.</summary>
public sealed class PlainCountsTests
{
    [Theory]
    [InlineData(13, 309, 0.01, true)]
    [InlineData(3, 309, 0.01, false)]
    [InlineData(6, 309, 0.01, false)]
    [InlineData(50, 50, 0.01, true)]
    [InlineData(0, 0, 0.01, false)]
    [InlineData(102_000, 10_000_000, 0.01, true)]
    public void A_limit_is_exceeded_where_chance_and_bursts_do_not_explain_the_count(
        long bad,
        long requests,
        double limit,
        bool exceeds
    ) => Assert.Equal(exceeds, PlainCounts.ExceedLimit(bad, requests, limit));

    [Theory]
    [InlineData(300, 13, 2700, 5, true)]
    [InlineData(300, 1, 2700, 5, false)]
    // One burst of retries.
    [InlineData(2000, 12, 18_000, 40, false)]
    // Sure, and too small a difference to matter.
    [InlineData(50_000_000, 55_000, 50_000_000, 40_000, false)]
    [InlineData(300, 13, 0, 0, false)]
    public void A_baseline_is_exceeded_beyond_the_tolerated_ratio_and_the_least_excess(
        long candidateRequests,
        long candidateBad,
        long baselineRequests,
        long baselineBad,
        bool exceeds
    )
    {
        var counts = new PairedCounts(candidateRequests, candidateBad, baselineRequests, baselineBad);
        Assert.Equal(exceeds, PlainCounts.ExceedBaseline(counts, toleratedRatio: 1.25, leastExcess: 0.001));
    }

    [Fact]
    public void A_candidate_that_failed_visibly_more_often_is_not_healthy_after_quiet_ticks()
    {
        Feed feed = Feed.BothArms(new RelativeSettings());
        feed.Count(100, 8, 900, 1, times: 2);

        Assert.NotEqual(CheckOutcome.Healthy, feed.Count(100, 0, 900, 1, times: 2));
        Assert.Equal(0, feed.State.TowardHealthy);
    }
}
