using Rollouts.Analysis;
using Rollouts.Analysis.Shares;

namespace Rollouts.Domain.Tests.Analysis.Shares;

/// <summary>The verdict on a router: what it finds, what it leaves alone, and what it says.</summary>
public sealed class ShareStateTests
{
    /// <summary>Ticks after a shift that are not judged, and the one that waits for its neighbour.</summary>
    private const int Overhead = 3;

    [Theory]
    [InlineData(5, 0.05)]
    [InlineData(5, 0.06)]
    [InlineData(25, 0.2)]
    [InlineData(25, 0.3)]
    [InlineData(50, 0.4)]
    [InlineData(50, 0.6)]
    public void A_router_within_the_tolerance_is_never_found_to_misroute(int asked, double got)
    {
        var router = Router.Asked(asked);

        Assert.Equal(CheckOutcome.Healthy, router.Give(got, ticks: 600));
    }

    [Theory]
    [InlineData(5, 0.1, 25)]
    [InlineData(5, 0.25, 3)]
    [InlineData(5, 0, 8)]
    [InlineData(25, 0.5, 5)]
    [InlineData(50, 0.25, 8)]
    [InlineData(1, 0.02, 70)]
    public void A_router_that_misroutes_is_found_within_a_few_ticks(int asked, double got, int ticks)
    {
        int? found = Router.Asked(asked).FoundAfter(got, ticks + Overhead);

        Assert.NotNull(found);
        Assert.True(found > Overhead, $"found after {found}");
    }

    [Fact]
    public void It_says_what_was_asked_and_what_was_got()
    {
        var router = Router.Asked(5);
        router.Count(56, 444, ticks: 24);

        Assert.Equal(CheckOutcome.Misrouted, router.State.Outcome);
        Assert.Matches(
            @"^asked 5 %, got 11\.2 % \([0-9,]+ of [0-9,]+\) over (1 min )?[0-9]+ (s|min)$",
            router.Sentence
        );
    }

    [Fact]
    public void A_misrouted_outcome_stays_until_a_person_or_a_shift_ends_it()
    {
        var router = Router.Asked(5);
        router.Give(0.5, ticks: 10);

        Assert.Equal(CheckOutcome.Misrouted, router.Give(0.05, ticks: 100));

        router.State.StartAfresh(router.Now);
        Assert.Equal(CheckOutcome.Watching, router.State.Outcome);
        Assert.Equal(CheckOutcome.Healthy, router.Give(0.05, ticks: 20));

        router.Give(0.5, ticks: 200);
        Assert.Equal(CheckOutcome.Misrouted, router.State.Outcome);
        router.Ask(50);
        Assert.Equal(CheckOutcome.Healthy, router.Give(0.5, ticks: 20));
    }

    [Fact]
    public void A_router_that_obeyed_for_an_hour_and_then_ignores_a_shift_is_found_as_soon_as_a_new_one()
    {
        var fresh = Router.Asked(25).FoundAfter(0.05, atMost: 100);
        var router = Router.Asked(5);
        router.Give(0.05, ticks: 720);
        router.Ask(25);

        var late = router.FoundAfter(0.05, atMost: 100);

        Assert.NotNull(fresh);
        Assert.InRange(late ?? int.MaxValue, fresh.Value, fresh.Value + 3);
    }

    [Fact]
    public void A_router_that_ceases_to_obey_in_the_middle_of_a_step_is_found()
    {
        var router = Router.Asked(5);
        router.Give(0.05, ticks: 700);

        Assert.NotNull(router.FoundAfter(0.25, atMost: 70));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(100)]
    public void Without_a_weight_between_nothing_and_everything_it_rests(int? asked)
    {
        var router = new Router(new ShareSettings()).Ask(asked);

        Assert.Equal(CheckOutcome.NotApplicable, router.Give(0.5, ticks: 100));
    }

    [Fact]
    public void The_first_two_ticks_after_a_shift_and_the_one_around_it_are_not_judged()
    {
        var router = Router.Asked(5);
        router.Give(0.05, ticks: 20);
        router.Ask(25);
        router.Give(1, ticks: 2);

        Assert.Equal(CheckOutcome.Healthy, router.Give(0.25, ticks: 60));
    }

    [Fact]
    public void After_a_lowering_it_waits_until_old_requests_are_drained()
    {
        var settings = new ShareSettings { Drain = TimeSpan.FromMinutes(1) };
        var router = Router.Asked(50, settings);
        router.Give(0.5, ticks: 20);
        router.Ask(5);
        router.Give(0.5, ticks: 12);

        Assert.Equal(CheckOutcome.Healthy, router.Give(0.05, ticks: 60));
    }

    [Fact]
    public void A_route_without_requests_has_no_data_and_is_not_found()
    {
        var router = Router.Asked(5);

        Assert.Equal(CheckOutcome.Watching, router.Count(0, 0, ticks: 5));
        Assert.Equal(CheckOutcome.NoData, router.Count(0, 0, ticks: 60));
    }

    [Fact]
    public void Larger_groups_of_the_router_take_longer_to_convict_it()
    {
        int small = Router.Asked(5, new ShareSettings { Group = 1 }).FoundAfter(0.1, 600)!.Value;
        int large = Router.Asked(5, new ShareSettings { Group = 100 }).FoundAfter(0.1, 600)!.Value;

        Assert.True(small < large, $"{small} and {large} ticks");
    }

    [Fact]
    public void A_state_that_was_stored_between_any_two_ticks_decides_the_same_and_is_small()
    {
        var kept = Router.Asked(5);
        var stored = Router.Asked(5);
        int largest = 0;
        for (int tick = 0; tick < 400; tick++)
        {
            if (tick == 150)
            {
                kept.Ask(25);
                stored.Ask(25);
            }

            long candidate = (tick * 7919) % 61;
            kept.Count(candidate, 500 - candidate);
            stored.Count(candidate, 500 - candidate);
            largest = Math.Max(largest, stored.StoreAndReadBack());
            Assert.Equal(kept.State.Verdict(), stored.State.Verdict());
        }

        Assert.InRange(largest, 1, 512);
    }

    [Fact]
    public void After_a_way_back_requests_that_still_arrive_are_found_after_half_a_minute_and_cleared_after_another()
    {
        var router = Router.Asked(50);
        router.Give(0.5, ticks: 10);
        router.Ask(null, Split.Returned);
        router.Give(0.2, ticks: 3);
        router.Ask(0, Split.Returned);

        Assert.Equal(CheckOutcome.Watching, router.Give(0.02, ticks: 5));
        Assert.Equal(CheckOutcome.Misrouted, router.Give(0.02, ticks: 2));
        Assert.StartsWith("asked 0 %, got 2 % (", router.Sentence, StringComparison.Ordinal);

        Assert.Equal(CheckOutcome.Misrouted, router.Give(0, ticks: 5));
        Assert.Equal(CheckOutcome.Healthy, router.Give(0, ticks: 2));
    }

    [Fact]
    public void After_a_way_back_a_finding_ends_once_neither_version_gets_requests_for_ten_minutes()
    {
        var router = Router.Asked(50);
        router.Ask(0, Split.Returned);
        Assert.Equal(CheckOutcome.Misrouted, router.Give(0.02, ticks: 8));

        Assert.Equal(CheckOutcome.NoData, router.Count(0, 0, ticks: 110));
        Assert.Equal(CheckOutcome.Healthy, router.Count(0, 0, ticks: 15));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public void After_a_way_back_single_requests_and_silence_raise_nothing(long candidate)
    {
        var router = Router.Asked(50);
        router.Ask(0, Split.Returned);

        Assert.Equal(CheckOutcome.Healthy, router.Count(candidate, 498, ticks: 60));

        var silent = Router.Asked(50);
        silent.Ask(0, Split.Returned);
        Assert.NotEqual(CheckOutcome.Misrouted, silent.Count(0, 0, ticks: 200));
    }
}
