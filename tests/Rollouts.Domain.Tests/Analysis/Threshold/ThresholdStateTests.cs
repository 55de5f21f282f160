using Rollouts.Analysis;
using Rollouts.Analysis.Threshold;

namespace Rollouts.Domain.Tests.Analysis.Threshold;

public sealed class ThresholdStateTests
{
    private static readonly ThresholdSettings AtMost = new() { AtMost = 0.5, Written = "at most 500ms" };

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0.51, false)]
    [InlineData(double.PositiveInfinity, false)]
    [InlineData(-3, true)]
    public void A_value_at_its_limit_is_good(double value, bool isGood) =>
        Assert.Equal(isGood ? CheckOutcome.Healthy : CheckOutcome.Breach, Begin(AtMost).Value(value));

    [Theory]
    [InlineData(0.99, CheckOutcome.Healthy)]
    [InlineData(0.9899, CheckOutcome.Breach)]
    public void A_limit_may_be_a_least(double value, CheckOutcome standing) =>
        Assert.Equal(standing, Begin(new ThresholdSettings { AtLeast = 0.99 }).Value(value));

    [Fact]
    public void A_quotient_over_nothing_keeps_no_limit()
    {
        ThresholdSettings atLeast = new() { AtLeast = 1 };
        double[] much = [.. Enumerable.Repeat(double.PositiveInfinity, 20)];
        double[] little = [.. Enumerable.Repeat(double.NegativeInfinity, 20)];

        Assert.Equal(CheckOutcome.NoData, Begin(atLeast).Values(much));
        Assert.Equal(CheckOutcome.NoData, Begin(AtMost).Values(little));
        Assert.Equal(CheckOutcome.Breach, Begin(atLeast).Values(little));
    }

    [Theory]
    [InlineData(1, CheckOutcome.Healthy)]
    [InlineData(3, CheckOutcome.Healthy)]
    [InlineData(0.9, CheckOutcome.Breach)]
    [InlineData(3.1, CheckOutcome.Breach)]
    public void Or_both(double value, CheckOutcome standing) =>
        Assert.Equal(standing, Begin(new ThresholdSettings { AtLeast = 1, AtMost = 3 }).Value(value));

    [Fact]
    public void Two_of_five_are_forgiven_and_the_third_is_the_breach()
    {
        ThresholdSettings settings = AtMost with { Forgiveness = new Forgiveness(2, 5) };
        Assert.Equal(CheckOutcome.Watching, Begin(settings).Values(1, 1));
        Assert.Equal(CheckOutcome.Breach, Begin(settings).Values(1, 1, 0.1, 0.1, 1));
        Assert.Equal(CheckOutcome.Healthy, Begin(settings).Values(1, 1, 0.1, 0.1, 0.1, 1));
    }

    [Fact]
    public void Three_failures_are_forgiven_over_the_whole_check_and_the_fourth_is_the_breach()
    {
        ThresholdSettings settings = AtMost with { Forgiveness = Forgiveness.InARow(3), FailuresAtMost = 3 };
        double[] good = [.. Enumerable.Repeat(0.1, 100)];
        Assert.Equal(CheckOutcome.Healthy, Begin(settings).Values([1, .. good, 1, .. good, 1, .. good]));
        Assert.Equal(CheckOutcome.Breach, Begin(settings).Values([1, .. good, 1, .. good, 1, .. good, 1]));
        Assert.Equal(CheckOutcome.Watching, Begin(settings).Values(0.1, 0.1, 0.1));
    }

    [Fact]
    public void A_shift_does_not_forget_the_failures_before_it_and_new_evidence_does()
    {
        ThresholdSettings settings = AtMost with { Forgiveness = Forgiveness.InARow(1), FailuresAtMost = 1 };
        var shifted = Begin(settings);
        shifted.Value(1);
        shifted.State.Shifted(new Shift(shifted.State.ShiftedAt + TimeSpan.FromHours(1), Split.BothArms));
        Assert.Equal(CheckOutcome.Breach, shifted.Value(1));
        shifted.State.StartAfresh(shifted.State.ShiftedAt + TimeSpan.FromHours(1));
        Assert.Equal(CheckOutcome.Watching, shifted.Value(1));
    }

    [Fact]
    public void A_run_of_bad_values_is_forgiven_up_to_its_length()
    {
        ThresholdSettings settings = AtMost with { Forgiveness = Forgiveness.InARow(2) };
        Assert.Equal(CheckOutcome.Healthy, Begin(settings).Values(1, 1, 0.1, 1, 1));
        Assert.Equal(CheckOutcome.Breach, Begin(settings).Values(1, 1, 0.1, 1, 1, 1));
    }

    [Fact]
    public void Health_needs_a_full_window_since_the_shift()
    {
        Feed feed = Begin(AtMost with { Forgiveness = new Forgiveness(1, 3) });
        Assert.Equal(CheckOutcome.Watching, feed.Values(0.1, 0.1));
        Assert.Equal(CheckOutcome.Healthy, feed.Value(0.1));
        feed.Shift(Split.BothArms);
        Assert.Equal(CheckOutcome.Watching, feed.Values(0.1, 0.1));
        Assert.Equal(CheckOutcome.Healthy, feed.Value(0.1));
    }

    [Fact]
    public void Health_may_ask_for_a_run_of_good_values()
    {
        Feed feed = Begin(AtMost with { Forgiveness = new Forgiveness(1, 3), HealthyAfter = 4 });
        Assert.Equal(CheckOutcome.Watching, feed.Values(0.1, 0.1, 0.1, 1, 0.1, 0.1, 0.1));
        Assert.Equal(CheckOutcome.Healthy, feed.Value(0.1));
    }

    [Fact]
    public void The_longest_window_holds()
    {
        ThresholdSettings settings = AtMost with { Forgiveness = new Forgiveness(63, 64) };
        Assert.Equal(CheckOutcome.Breach, Begin(settings).Value(1, times: 64));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Forgiveness(64, 65));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Forgiveness(3, 3));
    }

    [Fact]
    public void Values_before_the_first_shift_and_during_the_warm_up_do_not_count()
    {
        Feed feed = Feed.Begin(AtMost with { WarmUp = TimeSpan.FromMinutes(1) });
        Assert.Equal(CheckOutcome.Watching, feed.Value(9, times: 10));
        feed.Shift(Split.BothArms);
        Assert.Equal(CheckOutcome.Watching, feed.Value(9, times: 3));
        Assert.Equal(CheckOutcome.Healthy, feed.Value(0.1));
    }

    [Fact]
    public void No_data_and_a_failing_source_have_each_their_own_limit()
    {
        Feed feed = Begin(
            AtMost with
            {
                NoDataAfter = TimeSpan.FromMinutes(1),
                SourceFailedAfter = TimeSpan.FromMinutes(2),
            }
        );
        feed.Value(0.1);
        Assert.Equal(CheckOutcome.Healthy, feed.Empty(3));
        Assert.Equal(CheckOutcome.NoData, feed.Empty());
        Assert.Equal(CheckOutcome.NoData, feed.Value(double.NaN));
        Assert.Equal(CheckOutcome.Healthy, feed.Value(0.1));
        Assert.Equal(CheckOutcome.Healthy, feed.Fail(7));
        Assert.Equal(CheckOutcome.SourceFailed, feed.Fail());
        Assert.Equal("the source does not answer", feed.State.Verdict().Evidence.Sentence);
    }

    [Fact]
    public void The_sentence_says_the_value_the_limit_and_what_was_forgiven()
    {
        Feed feed = Begin(AtMost with { Forgiveness = new Forgiveness(2, 5) });
        feed.Values(0.61, 0.72, 0.1, 0.83, 0.1);
        Evidence evidence = feed.State.Verdict().Evidence;
        Assert.Equal(
            "the value is 0.83, wanted at most 500ms; 3 of the last 5 outside the limit, 2 forgiven",
            evidence.Sentence
        );
        Assert.Equal((0.83, 0.5), (evidence.Now!.Value, evidence.Needed!.Value));
    }

    [Fact]
    public void A_value_without_end_is_bad_and_its_evidence_can_still_be_written()
    {
        Feed feed = Begin(AtMost);
        Assert.Equal(CheckOutcome.Breach, feed.Value(double.PositiveInfinity));
        Assert.Null(feed.State.Verdict().Evidence.Now);
    }

    [Fact]
    public void A_state_that_was_stored_goes_on_as_if_it_had_not_been()
    {
        Feed live = Begin(AtMost with { Forgiveness = new Forgiveness(5, 20) });
        Feed stored = Begin(AtMost with { Forgiveness = new Forgiveness(5, 20) });
        for (int number = 0; number < 40; number++)
        {
            double value = number % 5 == 0 ? 1 : 0.1;
            live.Value(value);
            stored.StoreAndReadBack().Value(value);
            Assert.Equal(live.Packed(), stored.Packed());
        }
    }

    private static Feed Begin(ThresholdSettings settings) => Feed.Begin(settings).Shift(Split.BothArms);
}
