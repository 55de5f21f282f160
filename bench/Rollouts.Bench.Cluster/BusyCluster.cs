using System.Diagnostics;
using System.Text;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Hosting;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Servers.Kubernetes;

namespace Rollouts.Bench.Cluster;

/// <summary>The stand-in with a VirtualService for each service, and a worker with a release on each of them.</summary>
internal sealed class BusyCluster : IAsyncDisposable
{
    private const string Collection = "/apis/networking.istio.io/v1/namespaces/shop/virtualservices";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly string _folder = Directory.CreateTempSubdirectory("rollouts-bench-").FullName;
    private readonly int _routes;
    private KubernetesServer _cluster = null!;
    private WorkerHost _worker = null!;
    private int _seen;

    private BusyCluster(int routes) => _routes = routes;

    public static async Task<BusyCluster> StartAsync(int routes)
    {
        var busy = new BusyCluster(routes) { _cluster = await KubernetesServer.StartAsync() };
        for (var route = 0; route < routes; route++)
        {
            busy._cluster.Put($"{Collection}/shop-{route}", JsonOf(route));
        }

        busy._worker = await WorkerHost.StartAsync(
            new HostSettings(
                new FileInfo(busy.Write("installation.yaml", busy.Installation())),
                new DirectoryInfo(Path.Combine(busy._folder, "data")),
                PostgresFrom: null,
                "http://127.0.0.1:0"
            ),
            default
        );
        return busy;
    }

    public async Task OpenAllAsync()
    {
        for (var route = 0; route < _routes; route++)
        {
            var reading = PlanReader.Read("plan.yaml", Encoding.UTF8.GetBytes(PlanOf(route)), _worker.Installation);
            var order = new StartOrder
            {
                Id = new RolloutId(Guid.NewGuid()),
                Key = $"start-{route}",
                Plan = reading.Plan ?? throw new InvalidOperationException(string.Join('\n', reading.Problems)),
                Version = new VersionName("2"),
                By = Actor.Person("bench"),
                Reason = "the bench",
            };
            if (
                await _worker.Engine.Starter.StartAsync(order, answer: null, default)
                is not CommandResult<Rollout>.Accepted
            )
            {
                throw new InvalidOperationException($"route {route} was not started");
            }
        }
    }

    /// <summary>The requests until each route has this weight.</summary>
    public async Task<Counts> CountAsync(int weight)
    {
        var began = Stopwatch.StartNew();
        while (Enumerable.Range(0, _routes).Any(route => WeightOf(route) < weight))
        {
            if (began.Elapsed > Longest)
            {
                throw new TimeoutException($"not all routes have {weight} %");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }

        return Next(began.Elapsed);
    }

    /// <summary>The requests while nothing is to be done. Reads that follow the last change end before.</summary>
    public async Task<Counts> RestAsync(TimeSpan time)
    {
        await Task.Delay(TimeSpan.FromSeconds(20));
        Next(TimeSpan.Zero);
        await Task.Delay(time);
        return Next(time);
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Counts Next(TimeSpan took)
    {
        // The stand-in adds to the list meanwhile.
        var requests = new List<string>();
        for (var all = _cluster.Requests.Count; _seen < all; _seen++)
        {
            requests.Add(_cluster.Requests[_seen]);
        }

        return Counts.Of(requests, took);
    }

    private int WeightOf(int route) =>
        _cluster[$"{Collection}/shop-{route}"]["spec"]!["http"]![0]!["route"]![1]!["weight"]!.GetValue<int>();

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private string Installation() =>
        $$"""
            connections:
              cluster:
                istio: { address: '{{_cluster.Address}}', token: { file: '{{Write(
                "token",
                KubernetesServer.Token
            )}}' } }
              alarms:
                eventBridge: { apiKey: { file: '{{Write("alarms", "a key of alarms")}}' } }
            defaults: { router: cluster }
            environments: { test: {} }
            """;

    private static string PlanOf(int route) =>
        $$"""
            service: shop-{{route}}
            environment: test
            target: { route: { connection: cluster, istio: { virtualService: shop-{{route}}, namespace: shop, http: main } } }
            backends: { slots: [v1, v2] }
            strategy: { canary: { steps: [{ shift: 5% }, { hold: 2m }, { shift: 25% }, { hold: 2h }, { shift: 100% }, { bake: 0s }] } }
            rollBackOn: { alarms: [shop-5xx] }
            limits: { atMost: 4h }
            """;

    private static string JsonOf(int route) =>
        $$"""
            { "apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
              "metadata": { "name": "shop-{{route}}", "namespace": "shop" },
              "spec": { "hosts": [ "shop-{{route}}" ], "http": [ { "name": "main", "route": [
                { "destination": { "host": "v1" }, "weight": 100 },
                { "destination": { "host": "v2" }, "weight": 0 } ] } ] } }
            """;
}
