using Rollouts.Analysis;
using Rollouts.Analysis.Sequential;

namespace Rollouts.Domain.Tests.Analysis.Sequential;

public sealed class LimitStateTests
{
    private static readonly LimitSettings Settings = new() { Limit = 0.01 };

    [Fact]
    public void A_release_that_fails_every_request_breaks_its_limit_at_once()
    {
        Feed feed = Feed.Begin(Settings).Shift(Split.CandidateAlone);
        Assert.Equal(CheckOutcome.Breach, feed.Count(1500, 1500, 0, 0));
        Evidence evidence = feed.State.Verdict().Evidence;
        Assert.Equal(
            "candidate fails 100 % of requests (1,500 of 1,500), limit 1.0 %; chance of a false alarm below 1 in 100",
            evidence.Sentence
        );
        Assert.Null(evidence.Baseline);
        Assert.Equal(0.99, evidence.Excess!.Value, 12);
    }

    [Fact]
    public void A_baseline_that_breaks_the_limit_too_makes_it_a_shared_incident()
    {
        Feed feed = Feed.BothArms(Settings);
        feed.Count(500, 2, 500, 2, times: 10);
        Assert.Equal(CheckOutcome.SharedIncident, feed.Count(500, 200, 500, 200, times: 4));
        Assert.EndsWith(
            "the baseline breaks it too, 40 % (800 of 2,000)",
            feed.State.Verdict().Evidence.Sentence,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_a_shared_incident_left_behind_blames_nobody_after_it()
    {
        Feed feed = Feed.BothArms(Settings);
        feed.Count(500, 2, 500, 2, times: 10);
        feed.Count(500, 200, 500, 200, times: 4);
        CheckOutcome after = feed.Count(500, 2, 500, 2, times: 12);
        Assert.Equal(CheckOutcome.Healthy, after);
        Assert.Equal(CheckOutcome.Breach, feed.Count(500, 500, 500, 2, times: 2));
    }

    [Fact]
    public void A_healthy_baseline_shields_nobody()
    {
        Feed feed = Feed.BothArms(Settings);
        Assert.Equal(CheckOutcome.Breach, feed.Count(150, 150, 1350, 12, times: 3));
    }

    [Fact]
    public void A_preview_is_judged_from_fifty_requests_on()
    {
        Feed feed = Feed.Begin(Settings).Shift(Split.Preview);
        Assert.Equal(CheckOutcome.Watching, feed.Count(24, 24, 1000, 1, times: 2));
        Assert.Equal(CheckOutcome.Breach, feed.Count(2, 2, 1000, 1));

        Feed good = Feed.Begin(Settings).Shift(Split.Preview);
        Assert.Equal(CheckOutcome.Healthy, good.Count(17, 0, 1000, 1, times: 3));
    }

    [Fact]
    public void A_late_fault_at_full_traffic_is_found()
    {
        Feed feed = Feed.Begin(Settings with { PlannedTicks = 240 }).Shift(Split.CandidateAlone);
        feed.Count(1500, 3, 0, 0, times: 120);
        Assert.Equal(CheckOutcome.Healthy, feed.State.Outcome);
        Assert.Equal(CheckOutcome.Breach, feed.Count(1500, 150, 0, 0, times: 4));
    }

    [Fact]
    public void Being_below_the_limit_can_be_proven()
    {
        Feed feed = Feed.Begin(Settings).Shift(Split.CandidateAlone, margin: 0.01);
        Assert.Equal(CheckOutcome.Watching, feed.Count(100, 0, 0, 0, times: 4));
        Assert.Equal(CheckOutcome.Healthy, feed.Count(100, 0, 0, 0, times: 3));
        Assert.EndsWith(
            "it is below the limit, 19 times in 20",
            feed.State.Verdict().Evidence.Sentence,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_state_that_is_stored_after_every_tick_stays_the_same_to_the_byte()
    {
        Feed live = Feed.BothArms(Settings, margin: 0.02);
        Feed stored = Feed.BothArms(Settings, margin: 0.02);
        for (int number = 0; number < 60; number++)
        {
            live.Count(100, number % 4, 200, number % 9);
            stored.StoreAndReadBack().Count(100, number % 4, 200, number % 9);
            Assert.Equal(live.Packed(), stored.Packed());
        }
    }
}
