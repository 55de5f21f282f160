using Rollouts.Servers;

namespace Rollouts.Engine.Tests.RealReleases;

/// <summary>A real HAProxy with two versions behind it, a real Prometheus that scrapes it, and users who never rest.</summary>
public sealed class Shop : IAsyncLifetime, IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly HttpClient _users = new();
    private Task _load = Task.CompletedTask;
    private HAProxyServer? _router;
    private PrometheusServer? _source;

    public HAProxyServer Router => _router!;

    /// <summary>The administrators' file, with both connected.</summary>
    public string Installation { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _router = await HAProxyServer.StartAsync();
        _source = await PrometheusServer.StartAsync($"{_router.Metrics.Host}:{_router.Metrics.Port}");
        Installation = $$"""
            connections:
              edge:
                haproxy: { socket: "{{_router.UnixSocket}}" }
              prom:
                prometheus:
                  address: "{{_source.Address}}"
                  basicAuth: { user: {{PrometheusServer.User}}, password: { file: "{{_source.PasswordFile}}" } }
            defaults: { router: edge, source: prom }
            environments: { test: {} }
            """;
        _load = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ComeAsync()));
    }

    public async Task DisposeAsync()
    {
        await _closing.CancelAsync();
        await _load;
        await _source!.DisposeAsync();
        await _router!.DisposeAsync();
    }

    public void Dispose()
    {
        _closing.Dispose();
        _users.Dispose();
    }

    /// <summary>A user after the other, about a hundred a second with all of them.</summary>
    private async Task ComeAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                using var answer = await _users.GetAsync(Router.Front, _closing.Token);
                await Task.Delay(35, _closing.Token);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                // Users come back.
            }
        }
    }
}
