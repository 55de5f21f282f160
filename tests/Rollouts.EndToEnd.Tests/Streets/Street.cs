using Rollouts.EndToEnd.Tests.Relays;
using Rollouts.EndToEnd.Tests.Workers;

namespace Rollouts.EndToEnd.Tests.Streets;

/// <summary>
/// A real HAProxy with many shops behind it, two versions each; a real Prometheus that scrapes it; users who never
/// rest; and a relay for each worker that keeps book of what is written.
/// </summary>
internal sealed class Street : IAsyncDisposable
{
    /// <summary>What all users together ask in a second, whatever the number of shops.</summary>
    private const int RequestsPerSecond = 300;

    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly HttpClient _users = new();
    private readonly List<IAsyncDisposable> _others = [];
    private Task _load = Task.CompletedTask;

    private Street(HAProxyServer router, PrometheusServer source, int shops)
    {
        (Router, Source) = (router, source);
        Shops = [.. Enumerable.Range(1, shops).Select(number => $"shop{number}")];
        Book = new RelayBook(async () => LookUp is { } lookUp ? await lookUp() : null);
    }

    public HAProxyServer Router { get; }

    public PrometheusServer Source { get; }

    public IReadOnlyList<string> Shops { get; }

    public RelayBook Book { get; }

    public TempFolder Folder => _folder;

    /// <summary>How far each stream is stored; null where nobody looks.</summary>
    public Func<Task<IReadOnlyDictionary<string, int>?>>? LookUp { get; set; }

    /// <summary>Where checks ask that are given no other source.</summary>
    public Uri? OtherSource { get; set; }

    public static async Task<Street> OpenAsync(int shops)
    {
        var router = await HAProxyServer.StartAsync(shops);
        var source = await PrometheusServer.StartAsync($"{router.Metrics.Host}:{router.Metrics.Port}");
        var street = new Street(router, source, shops);
        street._load = Task.WhenAll(street.Shops.Select(street.VisitAsync));
        return street;
    }

    /// <summary>Its administrators' file for whoever speaks to HAProxy over this socket.</summary>
    public string Installation(string socket) =>
        $$"""
            connections:
              edge:
                haproxy: { socket: "{{socket}}" }
              prom:
                prometheus:
                  address: "{{Source.Address}}"
                  basicAuth: { user: {{PrometheusServer.User}}, password: { file: "{{Source.PasswordFile}}" } }
              other:
                prometheus: { address: "{{OtherSource ?? Source.Address}}" }
            defaults: { router: edge, source: prom }
            environments: { test: {} }
            """;

    /// <summary>A worker with a relay of its own; it is not started yet.</summary>
    public (WorkerProcess Worker, RuntimeRelay Relay) Employ(
        string name,
        IEnumerable<string> arguments,
        params string[] environment
    ) => Employ(name, "rollouts-worker.dll", arguments, environment);

    /// <param name="assembly">The assembly that is started as the worker.</param>
    public (WorkerProcess Worker, RuntimeRelay Relay) Employ(
        string name,
        string assembly,
        IEnumerable<string> arguments,
        string[] environment
    )
    {
        var relay = new RuntimeRelay(name, _folder[name + ".sock"], Router.UnixSocket, Book);
        var installation = _folder.Write(name + ".yaml", Installation(relay.Address));
        var worker = new WorkerProcess(name, ["--installation", installation, .. arguments], environment)
        {
            Assembly = assembly,
        };
        _others.AddRange([worker, relay]);
        return (worker, relay);
    }

    /// <summary>What HAProxy itself gives to the new version.</summary>
    public async Task<Weight> ShareAsync(string shop)
    {
        var (old, young) = (await WeightAsync(shop, "v1"), await WeightAsync(shop, "v2"));
        return Weight.Share(young, old + young);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others)
        {
            await other.DisposeAsync();
        }

        await _closing.CancelAsync();
        await _load;
        await Source.DisposeAsync();
        await Router.DisposeAsync();
        _users.Dispose();
        _closing.Dispose();
        _folder.Dispose();
    }

    private async Task<int> WeightAsync(string shop, string server) =>
        int.Parse((await Router.SayAsync($"get weight {shop}/{server}")).Split(' ')[0]);

    private async Task VisitAsync(string shop)
    {
        var pause = TimeSpan.FromSeconds(1) * Shops.Count / RequestsPerSecond;
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                using var answer = await _users.GetAsync(new Uri(Router.Front, shop), _closing.Token);
                await Task.Delay(pause, _closing.Token);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                // Users come back.
            }
        }
    }
}
