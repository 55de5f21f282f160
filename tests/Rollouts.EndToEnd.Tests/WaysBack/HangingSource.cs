using Microsoft.AspNetCore.Http;

namespace Rollouts.EndToEnd.Tests.WaysBack;

/// <summary>Something that answers as a Prometheus with good news would, until it hangs.</summary>
internal sealed class HangingSource : IAsyncDisposable
{
    /// <summary>Longer than anybody's patience.</summary>
    private static readonly TimeSpan Hangs = TimeSpan.FromSeconds(60);

    private HttpServer? _server;
    private int _answered;
    private int _waiting;
    private volatile bool _hangs;

    public Uri Address => _server!.Address;

    public int Answered => _answered;

    /// <summary>How many wait for it now.</summary>
    public int Waiting => _waiting;

    public static async Task<HangingSource> StartAsync()
    {
        var source = new HangingSource();
        source._server = await HttpServer.StartAsync(source.AnswerAsync);
        return source;
    }

    /// <summary>From now on nobody is answered.</summary>
    public void Hang() => _hangs = true;

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (_hangs)
        {
            Interlocked.Increment(ref _waiting);
            try
            {
                await Task.Delay(Hangs, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            finally
            {
                Interlocked.Decrement(ref _waiting);
            }

            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            $$$"""
            {"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[{{{Now}}},"0"]}]}}
            """
        );
        Interlocked.Increment(ref _answered);
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
}
