namespace Rollouts.Sandbox.LoadBalancers;

/// <summary>
/// The token bucket of the calls that describe, as AWS publishes it: 40 tokens, of which 10 come back each second.
/// </summary>
internal sealed class RequestBuckets(TimeProvider clock)
{
    private const int Most = 40;
    private const int PerSecond = 10;

    private readonly Lock _lock = new();
    private double _tokens = Most;
    private long _at = clock.GetTimestamp();

    public bool TryTake()
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            _tokens = Math.Min(Most, _tokens + (clock.GetElapsedTime(_at, now).TotalSeconds * PerSecond));
            _at = now;
            if (_tokens < 1)
            {
                return false;
            }

            _tokens--;
            return true;
        }
    }
}
