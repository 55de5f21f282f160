namespace Rollouts.Sandbox.Slack;

/// <summary>Slack's limits of calls: a bucket for each channel that is written to, and one for each tier.</summary>
internal sealed class SlackPacing(SlackSettings settings, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (double Tokens, DateTimeOffset At)> _buckets = new(StringComparer.Ordinal);

    /// <summary>How many calls were turned away.</summary>
    public int Refused { get; private set; }

    /// <summary>A message into a channel. Null if it may be sent, or how long to wait.</summary>
    public TimeSpan? Post(string channel) => Take($"post {channel}", settings.Burst, 1);

    /// <summary>A call of a method of Tier 3.</summary>
    public TimeSpan? Call(string method) => Take($"call {method}", settings.Tier3, settings.Tier3 / 60.0);

    private TimeSpan? Take(string name, double most, double perSecond)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var (tokens, at) = _buckets.GetValueOrDefault(name, (most, now));
            tokens = Math.Min(most, tokens + ((now - at).TotalSeconds * perSecond));
            if (tokens < 1)
            {
                _buckets[name] = (tokens, now);
                Refused++;
                return TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling((1 - tokens) / perSecond)));
            }

            _buckets[name] = (tokens - 1, now);
            return null;
        }
    }
}
