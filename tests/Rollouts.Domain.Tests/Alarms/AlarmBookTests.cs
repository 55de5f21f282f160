using Rollouts.Domain.Alarms;

namespace Rollouts.Domain.Tests.Alarms;

public sealed class AlarmBookTests
{
    private static readonly Instant Noon = new(1_800_000_000_000_000);

    private AlarmState _book = new() { Sender = new ConnectionName("am") };

    [Fact]
    public void Rings_from_the_first_message_until_the_last_instance_has_ceased()
    {
        Take("a", isRinging: true);
        Take("b", isRinging: true);
        Assert.Equal(["CheckoutDown"], _book.Ringing);

        Take("a", isRinging: false, minutes: 1);
        Assert.Equal(["CheckoutDown"], _book.Ringing);

        Take("b", isRinging: false, minutes: 1);
        Assert.Empty(_book.Ringing);
        Assert.Equal(4, _book.Version);
    }

    [Fact]
    public void The_same_message_again_is_no_news()
    {
        Take("a", isRinging: true);

        Take("a", isRinging: true);
        Take("b", isRinging: false);
        Assert.Equal(1, _book.Version);
    }

    [Fact]
    public void An_older_message_that_comes_later_rings_nothing_where_the_time_is_the_order()
    {
        Take("a", isRinging: true);
        Take("a", isRinging: false, minutes: 5);

        Take("a", isRinging: true);
        Assert.Empty(_book.Ringing);

        Take("a", isRinging: true, minutes: 6);
        Assert.Equal(["CheckoutDown"], _book.Ringing);
    }

    // Alertmanager keeps the earliest start of the alerts of two Prometheus servers.
    [Fact]
    public void An_alert_that_fires_again_with_the_same_start_rings_where_the_arrival_is_the_order()
    {
        Hear(isRinging: true);
        Hear(isRinging: false, minutes: 2);

        Hear(isRinging: true);
        Assert.Equal(["CheckoutDown"], _book.Ringing);

        Hear(isRinging: false, minutes: 1);
        Assert.Equal(["CheckoutDown"], _book.Ringing);

        Hear(isRinging: false, minutes: 3);
        Assert.Empty(_book.Ringing);
    }

    [Fact]
    public void An_alert_that_an_old_message_made_ring_ends_with_the_same_end()
    {
        Hear(isRinging: true);
        Hear(isRinging: false, minutes: 2);
        Hear(isRinging: true);

        Hear(isRinging: false, minutes: 2);

        Assert.Empty(_book.Ringing);
    }

    [Fact]
    public void An_end_that_comes_after_a_later_ring_silences_nothing()
    {
        Take("a", isRinging: true);
        Take("a", isRinging: true, minutes: 3);
        Take("a", isRinging: false, minutes: 2);
        Assert.Equal(["CheckoutDown"], _book.Ringing);

        Take("a", isRinging: false, minutes: 4);
        Assert.Empty(_book.Ringing);
    }

    [Fact]
    public void What_ceased_long_ago_is_forgotten_and_what_rings_never()
    {
        Take("rings", isRinging: true);
        Take("a", isRinging: true);
        Take("a", isRinging: false, minutes: 5);
        Take("b", isRinging: true, minutes: 3 * 24 * 60);

        Assert.Equal(["rings", "b"], _book.Known.Select(known => known.Instance));
    }

    [Fact]
    public void Has_no_room_for_what_no_plan_can_name()
    {
        for (var i = 0; i < AlarmState.Most; i++)
        {
            Assert.False(_book.IsFull);
            Take($"{i}", isRinging: true);
        }

        Assert.True(_book.IsFull);
    }

    private void Hear(bool isRinging, int minutes = 0) => Take("a", isRinging, minutes, MessageOrder.ByArrival);

    private void Take(string instance, bool isRinging, int minutes = 0, MessageOrder order = MessageOrder.ByTime) =>
        _book = _book
            .Take("CheckoutDown", instance, isRinging, Noon + TimeSpan.FromMinutes(minutes), order)
            .Aggregate(_book, (book, happened) => book.Evolve(happened));
}
