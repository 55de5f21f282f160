using Rollouts.Domain.Alarms;

namespace Rollouts.Domain.Tests.Alarms;

public sealed class AlarmBookTests
{
    private static readonly Instant Noon = new(1_800_000_000_000_000);

    private AlarmBook _book = new() { Sender = new ConnectionName("am") };

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

        Assert.Empty(_book.Take("CheckoutDown", "a", isRinging: true, Noon));
        Assert.Empty(_book.Take("CheckoutDown", "a", isRinging: true, Noon + TimeSpan.FromHours(4)));
        Assert.Empty(_book.Take("NeverHeardOf", "a", isRinging: false, Noon));
    }

    [Fact]
    public void An_older_message_that_comes_later_makes_nothing_ring_again()
    {
        Take("a", isRinging: true);
        Take("a", isRinging: false, minutes: 5);

        Assert.Empty(_book.Take("CheckoutDown", "a", isRinging: true, Noon));
        Assert.NotEmpty(_book.Take("CheckoutDown", "a", isRinging: true, Noon + TimeSpan.FromMinutes(6)));
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
        for (var i = 0; i < AlarmBook.Most; i++)
        {
            Assert.False(_book.IsFull);
            Take($"{i}", isRinging: true);
        }

        Assert.True(_book.IsFull);
    }

    private void Take(string instance, bool isRinging, int minutes = 0) =>
        _book = _book
            .Take("CheckoutDown", instance, isRinging, Noon + TimeSpan.FromMinutes(minutes))
            .Aggregate(_book, (book, happened) => book.Evolve(happened));
}
