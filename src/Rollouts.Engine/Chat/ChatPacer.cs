namespace Rollouts.Engine.Chat;

/// <summary>
/// Gives messages of a channel their turns: one a second, those that need a person before all others. Slack takes about
/// so many and turns the rest away.
/// </summary>
public sealed class ChatPacer(TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// With so many messages in front of it, a message that needs no one comes too late. The next message of its
    /// rollout waits for it, and may need a person.
    /// </summary>
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(5);

    /// <summary>Beyond so many channels, those that are idle are forgotten.</summary>
    private const int MostChannels = 1000;

    // Elapsed time and no clock: a clock that is set back must not keep messages waiting.
    private readonly long _began = time.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Turns> _channels = new(StringComparer.Ordinal);

    /// <summary>How long to wait; null if it is this message's turn, which is taken by asking.</summary>
    public TimeSpan? Turn(string channel, bool isUrgent)
    {
        lock (_lock)
        {
            var now = time.GetElapsedTime(_began);
            var turns = Of(channel, now);
            if (turns.Next <= now && (isUrgent || turns.Urgent <= now))
            {
                turns.Next = now + Interval;
                return null;
            }

            // An urgent message waits for the channel alone; all others wait for the urgent ones and for each other.
            var at = Later(turns.Next, turns.Urgent);
            if (isUrgent)
            {
                turns.Urgent = at + Interval;
                return at - now;
            }

            at = Later(at, turns.Other);
            turns.Other = at + Interval;
            return at - now;
        }
    }

    /// <summary>Whether so many messages wait that further ones go into a digest.</summary>
    public bool IsBusy(string channel)
    {
        lock (_lock)
        {
            var now = time.GetElapsedTime(_began);
            return Of(channel, now).Other - now >= Busy;
        }
    }

    /// <summary>The system asked for patience.</summary>
    public void Pause(string channel, TimeSpan pause)
    {
        lock (_lock)
        {
            var now = time.GetElapsedTime(_began);
            var turns = Of(channel, now);
            turns.Next = Later(turns.Next, now + pause);
        }
    }

    private Turns Of(string channel, TimeSpan now)
    {
        if (_channels.TryGetValue(channel, out var turns))
        {
            return turns;
        }

        if (_channels.Count >= MostChannels)
        {
            foreach (var (name, idle) in _channels.Where(pair => pair.Value.Last <= now).ToList())
            {
                _channels.Remove(name);
            }
        }

        return _channels[channel] = new Turns();
    }

    private static TimeSpan Later(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private sealed class Turns
    {
        /// <summary>When the channel takes the next message.</summary>
        public TimeSpan Next { get; set; }

        /// <summary>Up to when turns are promised to urgent messages.</summary>
        public TimeSpan Urgent { get; set; }

        /// <summary>Up to when turns are promised to all others.</summary>
        public TimeSpan Other { get; set; }

        public TimeSpan Last => Later(Next, Later(Urgent, Other));
    }
}
