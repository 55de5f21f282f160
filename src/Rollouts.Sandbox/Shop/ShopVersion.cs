using System.Globalization;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox.Serving;

namespace Rollouts.Sandbox.Shop;

/// <summary>One version of the shop: a real HTTP service whose failures can be changed at runtime.</summary>
internal sealed class ShopVersion : IAsyncDisposable
{
    private static readonly Dial Good = new();

    private readonly Lock _lock = new();
    private readonly Random _random;
    private readonly TimeProvider _clock;
    private LoopbackServer _server = null!;
    private Dial _dial = Good;
    private long _turned;
    private long _served;

    private ShopVersion(string name, int seed, TimeProvider clock)
    {
        (Name, _clock, _turned) = (name, clock, clock.GetTimestamp());
        _random = new Random(seed);
    }

    public string Name { get; }

    public Uri Address => _server.Address;

    public long Served => Interlocked.Read(ref _served);

    public Dial Dial
    {
        get
        {
            lock (_lock)
            {
                return _dial;
            }
        }
        set
        {
            lock (_lock)
            {
                (_dial, _turned) = (value, _clock.GetTimestamp());
            }
        }
    }

    public static async Task<ShopVersion> StartAsync(
        string name,
        int seed,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var version = new ShopVersion(name, seed, clock);
        version._server = await LoopbackServer.StartAsync(0, version.AnswerAsync, cancellation);
        return version;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var order = Interlocked.Increment(ref _served);
        var (isBad, wait) = Draw();
        await Task.Delay(wait, _clock, context.RequestAborted);
        context.Response.StatusCode = isBad ? 500 : 200;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{ "version": "{{Name}}", "order": {{order}}, "paid": {{(isBad ? "false" : "true")}} }"""
            )
        );
    }

    private (bool IsBad, TimeSpan Wait) Draw()
    {
        lock (_lock)
        {
            var dial = _clock.GetElapsedTime(_turned).TotalSeconds >= _dial.OnsetSeconds ? _dial : Good;

            // A long tail, as in real services: the 99th percentile is about three times the median.
            var tail = 0.7 + (0.5 * -Math.Log(1 - _random.NextDouble()));
            return (_random.NextDouble() < dial.ErrorRate, TimeSpan.FromMilliseconds(dial.LatencyMilliseconds * tail));
        }
    }
}
