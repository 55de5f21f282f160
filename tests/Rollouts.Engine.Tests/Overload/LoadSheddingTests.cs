using Rollouts.Engine.Overload;
using Rollouts.Fakes.Storage;
using Rollouts.Storage.Driving;

namespace Rollouts.Engine.Tests.Overload;

/// <summary>What is held back, in which order, and until when.</summary>
public sealed class LoadSheddingTests
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly SettableClock _clock = new();
    private readonly LoadShedding _load;

    public LoadSheddingTests() => _load = new LoadShedding(_clock);

    [Fact]
    public void Nothing_is_held_back_while_checks_are_in_time()
    {
        Ask(intervals: 0.05);

        Assert.False(_load.StartsWait);
        Assert.False(_load.ForwardNarrows);
    }

    [Fact]
    public void Starts_wait_before_forward_moves_and_before_checks_are_late_by_an_interval()
    {
        Ask(intervals: 0.4);
        Assert.True(_load.StartsWait);
        Assert.False(_load.ForwardNarrows);

        Ask(intervals: 0.9);
        Assert.True(_load.StartsWait);
        Assert.True(_load.ForwardNarrows);
    }

    [Fact]
    public void A_store_that_does_not_answer_a_claim_counts_as_late()
    {
        Ask(intervals: 0.05);
        _load.ClaimBegan();
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(_load.StartsWait);

        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(_load.StartsWait);
        Assert.True(_load.ForwardNarrows);

        _load.ClaimEnded();
        Assert.False(_load.StartsWait);
    }

    [Fact]
    public void Starts_go_on_when_checks_are_well_in_time_again_and_not_before()
    {
        Ask(intervals: 0.4);
        Assert.True(_load.StartsWait);

        Ask(intervals: 0.2);
        Assert.True(_load.StartsWait);

        Ask(intervals: 0);
        Assert.False(_load.StartsWait);
    }

    [Fact]
    public void A_measure_that_nobody_renews_holds_nothing_back()
    {
        Ask(intervals: 2);
        Assert.True(_load.StartsWait);

        _clock.Advance(TimeSpan.FromSeconds(11));

        Assert.False(_load.StartsWait);
        Assert.Equal(0, _load.IntervalsLate);
    }

    [Fact]
    public void A_single_late_pass_holds_nothing_back()
    {
        _load.Asked([(Every * 0.5, Every)]);

        Assert.False(_load.StartsWait);
    }

    [Fact]
    public void Rollbacks_commands_deadlines_and_checks_are_never_held_back()
    {
        Ask(intervals: 100);
        foreach (var work in Enum.GetValues<WorkClass>())
        {
            _load.Claimed(work, budget: 8, running: 8, TimeSpan.FromMinutes(1));
        }

        Assert.Equal(
            [WorkClass.Forward, WorkClass.Start],
            _load.Lanes.Where(lane => lane.IsShed).Select(lane => lane.Class)
        );
        Assert.Equal(Enum.GetValues<WorkClass>(), _load.Lanes.Select(lane => lane.Class));
    }

    /// <summary>So many passes that the measure is what they show.</summary>
    private void Ask(double intervals)
    {
        for (var pass = 0; pass < 30; pass++)
        {
            _load.Asked([(Every * intervals + TimeSpan.FromSeconds(0.5), Every)]);
        }
    }
}
