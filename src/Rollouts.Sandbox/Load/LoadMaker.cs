namespace Rollouts.Sandbox.Load;

/// <summary>
/// Generates load: a number of requests a second to each service, regardless of the results of earlier ones.
/// </summary>
public sealed class LoadMaker : IAsyncDisposable
{
    /// <summary>
    /// The most concurrent requests. Beyond it requests are skipped, because a shop that hangs must not exhaust the
    /// machine.
    /// </summary>
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
    /// The number of requests that were sent, that failed, and that were skipped because too many were in progress.
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

                // There is no burst after the machine stood still, because customers do not queue.
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
            // The generator is stopping.
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
            // The customer got no response at all.
            Interlocked.Increment(ref _bad);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
