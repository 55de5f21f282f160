using Rollouts.Analysis;
using Rollouts.Analysis.BurnRate;

namespace Rollouts.Domain.Tests.Analysis.BurnRate;

public sealed class BurnRateStateTests
{
    private static readonly BurnRateSettings Settings = new() { Objective = 0.999 };

    [Fact]
    public void A_total_failure_fires_at_once()
    {
        Feed feed = Baking(Settings);
        feed.Count(1500, 1, 0, 0, times: 40);
        Assert.Equal(CheckOutcome.Healthy, feed.State.Outcome);
        Assert.Equal(CheckOutcome.Breach, feed.Count(1500, 1500, 0, 0));
        Assert.Equal("5m/1m at 14.4 times", feed.State.Verdict().Evidence.DecidedBy);
    }

    [Fact]
    public void A_slow_burn_fires_the_slow_rule_only()
    {
        Feed feed = Baking(Settings);
        feed.Count(1500, 15, 0, 0, times: 120);
        Assert.Equal(CheckOutcome.Breach, feed.State.Outcome);
        Evidence evidence = feed.State.Verdict().Evidence;
        Assert.Equal("30m/5m at 6 times", evidence.DecidedBy);
        Close.To(10, evidence.Now!.Value, 1e-6);
        Assert.StartsWith(
            "candidate burns the budget of 0.10 % 10 times too fast over 30m",
            evidence.Sentence,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Rates_below_the_factors_are_not_seen()
    {
        Feed feed = Baking(Settings);
        Assert.Equal(CheckOutcome.Healthy, feed.Count(1500, 8, 0, 0, times: 240));
    }

    [Fact]
    public void Single_failures_of_a_quiet_service_fire_nothing()
    {
        Feed feed = Baking(Settings);
        Assert.Equal(CheckOutcome.Healthy, feed.Count(2, 1, 0, 0, times: 4));
        Assert.Equal(CheckOutcome.Breach, feed.Count(2, 1, 0, 0));
    }

    [Fact]
    public void A_baseline_that_burns_as_fast_makes_it_a_shared_incident()
    {
        Feed feed = Feed.BothArms(Settings);
        Assert.Equal(CheckOutcome.SharedIncident, feed.Count(500, 50, 500, 50, times: 8));
        Assert.EndsWith(
            "; the baseline burned it as fast",
            feed.State.Verdict().Evidence.Sentence,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_burn_stops_firing_one_short_window_after_it_is_over()
    {
        Feed feed = Feed.BothArms(Settings with { Rules = [BurnRateSettings.BakeRules[0]] });
        feed.Count(500, 50, 500, 50, times: 8);
        Assert.Equal(CheckOutcome.SharedIncident, feed.Count(500, 0, 500, 0, times: 3));
        Assert.Equal(CheckOutcome.Healthy, feed.Count(500, 0, 500, 0));
    }

    [Fact]
    public void After_the_switch_the_old_version_is_asked_about_the_hour_before()
    {
        Feed guilty = Feed.BothArms(Settings);
        guilty.Count(500, 0, 5000, 5, times: 40);
        guilty.Shift(Split.CandidateAlone);
        Assert.Equal(CheckOutcome.Breach, guilty.Count(5500, 550, 0, 0, times: 2));

        Feed inherited = Feed.Begin(Settings);
        inherited.Count(0, 0, 5500, 550, times: 240);
        inherited.Shift(Split.CandidateAlone);
        Assert.Equal(CheckOutcome.SharedIncident, inherited.Count(5500, 550, 0, 0, times: 2));
    }

    [Fact]
    public void Health_is_one_short_window_without_firing()
    {
        Feed feed = Baking(Settings);
        Assert.Equal(CheckOutcome.Watching, feed.Count(1500, 0, 0, 0, times: 3));
        Assert.Equal(CheckOutcome.Healthy, feed.Count(1500, 0, 0, 0));
    }

    [Fact]
    public void A_fresh_start_forgets_the_windows()
    {
        Feed feed = Baking(Settings);
        Assert.Equal(CheckOutcome.Breach, feed.Count(1500, 1500, 0, 0));
        feed.State.StartAfresh(feed.Now);
        Assert.NotEqual(CheckOutcome.Breach, feed.Count(1500, 0, 0, 0, times: 10));
    }

    [Fact]
    public void All_rules_fit_two_kilobytes_and_survive_storing()
    {
        BurnRateSettings all = Settings with { Rules = [.. BurnRateSettings.BakeRules, .. BurnRateSettings.PageRules] };
        Feed live = Feed.BothArms(all);
        Feed stored = Feed.BothArms(all);
        for (int number = 0; number < 300; number++)
        {
            live.Count(123_456_789, number, 987_654_321, 77);
            stored.StoreAndReadBack().Count(123_456_789, number, 987_654_321, 77);
            Assert.Equal(live.Packed(), stored.Packed());
        }

        Assert.InRange(live.Packed().Length, 1, CheckState.PackedAtMost);
    }

    private static Feed Baking(BurnRateSettings settings) => Feed.Begin(settings).Shift(Split.CandidateAlone);
}
