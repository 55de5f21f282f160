using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Rollouts.Integrations.Tests.Metrics.Prometheus;

/// <summary>
/// Answers what a real Prometheus, or a proxy before it, answers only on a bad day, and notes what it was asked.
/// </summary>
internal sealed class PrometheusStandIn : IAsyncDisposable
{
    public const string NoSeries = """{"status":"success","data":{"resultType":"vector","result":[]}}""";

    private readonly Lock _lock = new();
    private HttpServer? _server;
    private int _underWay;

    public Uri Address => _server!.Address;

    /// <summary>The forms that were sent, in order.</summary>
    public List<IFormCollection> Asked { get; } = [];

    public List<Dictionary<string, string>> Headers { get; } = [];

    /// <summary>How many questions were under way at the same time, at most.</summary>
    public int MostAtOnce { get; private set; }

    public Func<HttpContext, Task> Answer { get; set; } = context => SayAsync(context, 200, NoSeries);

    public static async Task<PrometheusStandIn> StartAsync(Action<ListenOptions>? listen = null)
    {
        var standIn = new PrometheusStandIn();
        standIn._server = await HttpServer.StartAsync(standIn.HandleAsync, listen);
        return standIn;
    }

    public static Task SayAsync(HttpContext context, int status, string text, string type = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text);
    }

    public void Says(int status, string text, string type = "application/json") =>
        Answer = context => SayAsync(context, status, text, type);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        lock (_lock)
        {
            Asked.Add(form);
            Headers.Add(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()));
            MostAtOnce = Math.Max(MostAtOnce, ++_underWay);
        }

        try
        {
            await Answer(context);
        }
        finally
        {
            lock (_lock)
            {
                _underWay--;
            }
        }
    }
}
