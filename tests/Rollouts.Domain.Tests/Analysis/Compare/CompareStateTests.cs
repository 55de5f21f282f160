using Rollouts.Analysis;
using Rollouts.Analysis.Compare;

namespace Rollouts.Domain.Tests.Analysis.Compare;

public sealed class CompareStateTests
{
    private static readonly CompareSettings Settings = new() { Direction = Direction.Increase, Tolerance = 0.1 };

    [Fact]
    public void It_is_judged_once_and_only_when_asked()
    {
        Feed feed = Begin(Settings);
        Assert.Equal(CheckOutcome.Watching, Gather(feed, 30, 1.0));
        Assert.Equal(CheckOutcome.Healthy, feed.State.Conclude(feed.Now));
        Gather(feed, 30, 9.0);
        Assert.Equal(CheckOutcome.Healthy, feed.State.Conclude(feed.Now));

        feed.Shift(Split.BothArms);
        Assert.Equal(CheckOutcome.Watching, Gather(feed, 12, 9.0));
        Assert.Equal(CheckOutcome.Breach, feed.State.Conclude(feed.Now));
        Assert.Equal(Classification.High, Assert.IsType<CompareState>(feed.State).Comparison!.Classification);
    }

    [Fact]
    public void Fewer_than_ten_values_an_arm_decide_nothing_and_may_become_more()
    {
        Feed feed = Begin(Settings);
        Gather(feed, 9, 9.0);
        Assert.Equal(CheckOutcome.Watching, feed.State.Conclude(feed.Now));
        Assert.Equal(
            "9 values of the candidate and 9 of the baseline so far, 10 of each needed; compared once, at the end",
            feed.State.Verdict().Evidence.Sentence
        );
        Gather(feed, 1, 9.0);
        Assert.Equal(CheckOutcome.Breach, feed.State.Conclude(feed.Now));
    }

    [Fact]
    public void An_arm_without_values_passes_nothing()
    {
        Feed feed = Begin(Settings);
        feed.Value(double.NaN, 5, times: 11);
        Assert.Equal(CheckOutcome.NoData, feed.State.Conclude(feed.Now));
        Gather(feed, 12, 1.0);
        Assert.Equal(CheckOutcome.Healthy, feed.State.Conclude(feed.Now));

        Feed must = Begin(Settings with { MustHaveData = true });
        must.Value(double.NaN, 5, times: 11);
        Assert.Equal(CheckOutcome.Breach, must.State.Conclude(must.Now));
    }

    [Fact]
    public void Without_a_second_arm_it_rests()
    {
        Feed feed = Begin(Settings).Shift(Split.CandidateAlone);
        Gather(feed, 30, 9.0);
        Assert.Equal(CheckOutcome.NotApplicable, feed.State.Conclude(feed.Now));
    }

    [Fact]
    public void Only_the_last_of_a_verify_counts_where_a_look_back_is_set()
    {
        Feed feed = Begin(Settings with { LookBack = 12 * Feed.Length });
        Gather(feed, 100, 9.0);
        Gather(feed, 12, 1.0);
        Assert.Equal(CheckOutcome.Healthy, feed.State.Conclude(feed.Now));
    }

    [Fact]
    public void A_verify_of_a_day_keeps_values_from_all_of_it_in_two_kilobytes()
    {
        Feed feed = Begin(Settings);
        Gather(feed, 5760, 9.0);
        Assert.InRange(feed.Packed().Length, 1000, CheckState.PackedAtMost);
        Assert.Equal(CheckOutcome.Breach, feed.State.Conclude(feed.Now));
        Assert.InRange(feed.Packed().Length, 1000, CheckState.PackedAtMost);
    }

    [Fact]
    public void The_sentence_says_by_how_much()
    {
        Feed feed = Begin(Settings);
        Gather(feed, 20, 3.0);
        feed.State.Conclude(feed.Now);
        Assert.Matches(
            @"^the candidate's values are higher by about 10 \(9\.\d+ to 10\.\d+\), their mean 3\.\d+ times the baseline's, sure to 98 %$",
            feed.State.Verdict().Evidence.Sentence
        );
    }

    [Fact]
    public void A_state_that_is_stored_after_every_tick_stays_the_same_to_the_byte()
    {
        Feed live = Begin(Settings);
        Feed stored = Begin(Settings);
        for (int number = 0; number < 400; number++)
        {
            Gather(live, 1, 1.3);
            Gather(stored.StoreAndReadBack(), 1, 1.3);
            Assert.Equal(live.Packed(), stored.Packed());
        }

        live.State.Conclude(live.Now);
        stored.StoreAndReadBack().State.Conclude(stored.Now);
        Assert.Equal(live.Packed(), stored.StoreAndReadBack().Packed());
        Assert.Equal(live.State.Verdict(), stored.State.Verdict());
    }

    private static Feed Begin(CompareSettings settings) => Feed.Begin(settings).Shift(Split.BothArms);

    /// <summary>A baseline around 5, and a candidate that many times as high.</summary>
    private static CheckOutcome Gather(Feed feed, int values, double times)
    {
        for (int value = 0; value < values; value++)
        {
            double noise = (feed.Ticks.Count * 7 % 11 / 10.0) - 0.5;
            feed.Value((5 * times) + noise, 5 + noise);
        }

        return feed.State.Outcome;
    }
}
