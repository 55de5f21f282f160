using Rollouts.Engine.Chat;
using Rollouts.Fakes.Storage;

namespace Rollouts.Engine.Tests.Chat;

/// <summary>Turns of messages in one channel, on a clock that is turned by hand.</summary>
public sealed class ChatPacerTests
{
    private const string Channel = "slack/#releases";

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly SettableClock _clock = new();
    private readonly ChatPacer _pacer;

    public ChatPacerTests() => _pacer = new ChatPacer(_clock);

    [Fact]
    public void Two_hundred_messages_keep_their_distance_and_urgent_ones_are_sent_within_ten_seconds()
    {
        // What the outbox does: each message is asked about when it is due, and put off by what it is told.
        var waiting = Enumerable
            .Range(0, 200)
            .Select(i => (Name: i, IsUrgent: i % 25 == 24, Due: _clock.GetUtcNow()))
            .ToList();
        var began = _clock.GetUtcNow();
        List<(DateTimeOffset At, bool IsUrgent)> sent = [];
        while (waiting.Count > 0)
        {
            var now = _clock.GetUtcNow();
            Assert.True(now - began < TimeSpan.FromMinutes(10), $"{waiting.Count} messages wait for ever");
            foreach (var one in waiting.Where(one => one.Due <= now).ToList())
            {
                waiting.Remove(one);
                if (_pacer.Turn(Channel, one.IsUrgent) is { } wait)
                {
                    Assert.True(wait > TimeSpan.Zero);
                    waiting.Add(one with { Due = now + wait });
                }
                else
                {
                    sent.Add((now, one.IsUrgent));
                }
            }

            _clock.Advance(Step);
        }

        Assert.Equal(200, sent.Count);
        Assert.All(sent.Zip(sent.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= ChatPacer.Interval));
        Assert.All(
            sent.Where(one => one.IsUrgent),
            one => Assert.True(one.At - began <= TimeSpan.FromSeconds(10), $"{one.At - began}")
        );
    }

    [Fact]
    public void A_clock_that_is_set_back_keeps_no_message_waiting()
    {
        var clock = new TurnedClock();
        var pacer = new ChatPacer(clock);
        Assert.Null(pacer.Turn(Channel, isUrgent: true));
        clock.Ahead = TimeSpan.FromHours(-8);

        Assert.InRange(pacer.Turn(Channel, isUrgent: true)!.Value, TimeSpan.Zero, ChatPacer.Interval);
    }

    private sealed class TurnedClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }

    [Fact]
    public void A_channel_is_busy_while_five_seconds_of_messages_wait()
    {
        Assert.Null(_pacer.Turn(Channel, isUrgent: false));
        for (var i = 0; i < 3; i++)
        {
            Assert.NotNull(_pacer.Turn(Channel, isUrgent: false));
            Assert.False(_pacer.IsBusy(Channel));
        }

        Assert.NotNull(_pacer.Turn(Channel, isUrgent: false));
        Assert.True(_pacer.IsBusy(Channel));
        Assert.False(_pacer.IsBusy("slack/#others"));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.False(_pacer.IsBusy(Channel));
    }

    [Fact]
    public void A_channel_rests_for_as_long_as_it_asks()
    {
        _pacer.Pause(Channel, TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromSeconds(30), _pacer.Turn(Channel, isUrgent: true));
        Assert.Null(_pacer.Turn("slack/#others", isUrgent: false));
        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Null(_pacer.Turn(Channel, isUrgent: true));
    }
}
