namespace Rollouts.Sandbox.Load;

/// <summary>Customers: so many requests a second to each service, whatever became of the ones before.</summary>
internal sealed class LoadMaker : IAsyncDisposable
{
    /// <summary>Above it nothing new is begun: a shop that hangs must not eat the machine.</summary>
    private const int MostAtOnce = 500;

    public const double MostPerSecond = 2_000;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    private readonly IReadOnlyList<Uri> _targets;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(20),
    };

    private readonly Task _running;
    private int _underWay;
    private long _sent;
    private long _bad;
    private long _skipped;
    private double _perSecond;

    public LoadMaker(IReadOnlyList<Uri> targets, double perSecond, TimeProvider clock)
    {
        (_targets, _perSecond, _clock) = (targets, perSecond, clock);
        _running = RunAsync();
    }

    public double PerSecond
    {
        get => Volatile.Read(ref _perSecond);
        set => Volatile.Write(ref _perSecond, value);
    }

    /// <summary>
    /// What was sent, what of it came back bad or not at all, and what was left out for too much at once.
    /// </summary>
    public (long Sent, long Bad, long Skipped) Counted =>
        (Interlocked.Read(ref _sent), Interlocked.Read(ref _bad), Interlocked.Read(ref _skipped));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var beat = new PeriodicTimer(Beat, _clock);
        var before = _clock.GetTimestamp();
        var owed = 0.0;
        try
        {
            while (await beat.WaitForNextTickAsync(_stop.Token))
            {
                var now = _clock.GetTimestamp();

                // After a machine that stood still there is no burst: customers do not queue for us.
                owed += PerSecond * Math.Min(_clock.GetElapsedTime(before, now).TotalSeconds, 1);
                before = now;
                for (; owed >= 1; owed--)
                {
                    foreach (var target in _targets)
                    {
                        Begin(target);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    private void Begin(Uri target)
    {
        if (Interlocked.Increment(ref _underWay) > MostAtOnce)
        {
            Interlocked.Decrement(ref _underWay);
            Interlocked.Increment(ref _skipped);
            return;
        }

        _ = SendAsync(target);
    }

    private async Task SendAsync(Uri target)
    {
        try
        {
            Interlocked.Increment(ref _sent);
            using var response = await _http.GetAsync(target, _stop.Token);
            if ((int)response.StatusCode >= 500)
            {
                Interlocked.Increment(ref _bad);
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // A customer who got no answer at all.
            Interlocked.Increment(ref _bad);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
