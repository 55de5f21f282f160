using Rollouts.Fakes.Clocks;
using Rollouts.Integrations.Kubernetes;

namespace Rollouts.Integrations.Tests.Kubernetes;

/// <summary>A watch is believed only while it is heard of.</summary>
public sealed class ShownVersionsTests
{
    private readonly WoundClock _clock = new();

    [Fact]
    public void Nothing_is_known_before_the_cluster_has_accepted_the_watch()
    {
        var shown = new ShownVersions(_clock);
        shown.Set("checkout", "7");

        Assert.Null(shown.Of("checkout"));
        shown.Heard();
        Assert.Equal("7", shown.Of("checkout"));
        Assert.Null(shown.Of("search"));
    }

    [Fact]
    public void A_watch_that_is_silent_for_longer_than_bookmarks_are_apart_may_be_dead()
    {
        var shown = new ShownVersions(_clock);
        shown.Set("checkout", "7");
        shown.Heard();

        _clock.Advance(TimeSpan.FromSeconds(80));
        Assert.Equal("7", shown.Of("checkout"));
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Null(shown.Of("checkout"));
        shown.Heard();
        Assert.Equal("7", shown.Of("checkout"));
    }

    [Fact]
    public void A_watch_that_has_ended_shows_nothing()
    {
        var shown = new ShownVersions(_clock);
        shown.Set("checkout", "7");
        shown.Heard();
        shown.Silent();

        Assert.Null(shown.Of("checkout"));
    }

    [Fact]
    public void What_is_gone_is_what_was_there_and_is_listed_no_more()
    {
        var shown = new ShownVersions(_clock);
        shown.Set("checkout", "7");
        shown.Set("search", "8");
        shown.Set("payments", "9");
        shown.Set("payments", version: null);

        Assert.Equal(["checkout"], shown.Without(["search", "orders", null]));
    }
}
