namespace Rollouts.Sandbox.CloudWatch;

/// <summary>
/// Publishes the counts of the front to CloudWatch, like a service with its own metrics: the sums of each period, once
/// it has ended.
/// </summary>
internal sealed class CountPublisher : IAsyncDisposable
{
    public const string Namespace = "Sandbox";

    /// <summary>Short enough to finish a release within minutes. CloudWatch calls it high resolution.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly MetricStore _store;
    private readonly TimeProvider _clock;
    private readonly Dictionary<(string Backend, DateTimeOffset Begin), Sums> _open = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public CountPublisher(MetricStore store, TimeProvider clock)
    {
        (_store, _clock) = (store, clock);
        _running = RunAsync();
    }

    /// <param name="backend">The version by the name of its router, which plans use.</param>
    public void Count(string backend, int status)
    {
        lock (_lock)
        {
            var key = (backend, Floor(_clock.GetUtcNow()));
            var before = _open.GetValueOrDefault(key);
            _open[key] = new Sums(before.Requests + 1, before.Errors + (status >= 500 ? 1 : 0));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var beat = new PeriodicTimer(Beat, _clock);
        try
        {
            while (await beat.WaitForNextTickAsync(_stop.Token))
            {
                Publish();
            }
        }
        catch (OperationCanceledException)
        {
            // The publisher is stopping.
        }
    }

    private void Publish()
    {
        lock (_lock)
        {
            var current = Floor(_clock.GetUtcNow());
            foreach (var (key, sums) in _open.Where(one => one.Key.Begin < current).ToList())
            {
                KeyValuePair<string, string>[] dimensions = [KeyValuePair.Create("Backend", key.Backend)];
                _store.Put(Namespace, "Requests", dimensions, sums.Requests, key.Begin);

                // A period without errors has no number, as with the metrics of a load balancer.
                if (sums.Errors > 0)
                {
                    _store.Put(Namespace, "Errors", dimensions, sums.Errors, key.Begin);
                }

                _open.Remove(key);
            }
        }
    }

    private static DateTimeOffset Floor(DateTimeOffset moment) =>
        new(moment.Ticks / Period.Ticks * Period.Ticks, default);

    private readonly record struct Sums(long Requests, long Errors);
}
