using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Servers;

/// <summary>Something that a real Prometheus scrapes, and whose counters a test turns.</summary>
public sealed class MetricsTarget : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, double> _series = new(StringComparer.Ordinal);
    private HttpServer? _server;

    public Uri Address => _server!.Address;

    public static async Task<MetricsTarget> StartAsync()
    {
        var target = new MetricsTarget();
        target._server = await HttpServer.StartAsync(target.ShowAsync);
        return target;
    }

    /// <param name="series">As in <c>http_requests_total{code="200"}</c>.</param>
    public void Add(string series, double by)
    {
        lock (_lock)
        {
            _series[series] = _series.GetValueOrDefault(series) + by;
        }
    }

    public void Set(string series, double value)
    {
        lock (_lock)
        {
            _series[series] = value;
        }
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private Task ShowAsync(HttpContext context)
    {
        var page = new StringBuilder();
        lock (_lock)
        {
            foreach (var (series, value) in _series)
            {
                page.Append(series).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
            }
        }

        context.Response.ContentType = "text/plain; version=0.0.4";
        return context.Response.WriteAsync(page.ToString());
    }
}
