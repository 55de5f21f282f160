using System.Text.Json.Nodes;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;
using Rollouts.Integrations.Tests.Routers.GatewayApi;
using Rollouts.Servers.Kubernetes;

namespace Rollouts.Integrations.Tests.Routers.Kubernetes;

/// <summary>A cluster with one route of a kind, and connections to it as an administrator writes them.</summary>
internal sealed class OneCluster : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RouteKindUnderTest _kind;
    private KubernetesServer? _server;
    private RealCluster? _real;

    private OneCluster(RouteKindUnderTest kind) => _kind = kind;

    /// <summary>The stand-in, for tests that are about what a real cluster does of its own accord.</summary>
    public KubernetesServer Server => _server!;

    public JsonObject Object => Server[_kind.Path];

    /// <summary>What the adapter remarked.</summary>
    public IList<string> Remarks { get; } = [];

    /// <summary>The stand-in.</summary>
    public static async Task<OneCluster> StartAsync(RouteKindUnderTest kind)
    {
        var cluster = new OneCluster(kind) { _server = await KubernetesServer.StartAsync() };
        cluster._folder.Write("token", KubernetesServer.Token);
        cluster._folder.Write("wrong", "another");
        if (kind.HasParents)
        {
            cluster.Server.Controller = static tree =>
            {
                // It is the controller of routes, and has no say in a Deployment.
                if (tree["spec"]?["parentRefs"] is not null)
                {
                    OneRoute.Report(tree, "True", "True");
                }
            };
        }

        await cluster.PutAsync(100, 0, 0);
        foreach (var (path, json) in kind.Others)
        {
            cluster.Server.Put(path, json);
        }

        return cluster;
    }

    /// <summary>The cluster that the environment names; the stand-in where it names none.</summary>
    public static async Task<OneCluster> ConnectAsync(RouteKindUnderTest kind)
    {
        if (RealCluster.Kubeconfig is not { } kubeconfig)
        {
            return await StartAsync(kind);
        }

        var cluster = new OneCluster(kind) { _real = await RealCluster.ConnectAsync(kubeconfig) };
        cluster._folder.Write("wrong", "another");
        cluster._folder.Write("authorities.pem", cluster._real.Authorities ?? "");
        await cluster.PutAsync(100, 0, 0);
        foreach (var (path, json) in kind.Others)
        {
            await cluster._real.PutAsync(path, json);
        }

        if (kind.HasParents)
        {
            cluster._real.Control(kind.Path);
        }

        return cluster;
    }

    public void Put(int stable, int candidate, int other) =>
        Server.Put(_kind.Path, _kind.Json(stable, candidate, other));

    public async Task PutAsync(int stable, int candidate, int other)
    {
        if (_real is not null)
        {
            await _real.PutAsync(_kind.Path, _kind.Json(stable, candidate, other));
        }
        else
        {
            Put(stable, candidate, other);
        }
    }

    /// <summary>Another client writes an object, and its controller reports on it if there is a status.</summary>
    public async Task PutAsync(string path, JsonObject tree, JsonObject? status)
    {
        if (_real is not null)
        {
            await _real.PutAsync(path, tree, status);
            return;
        }

        Server.Put(path, tree.ToJsonString());
        Server.Change(path, shown => shown["status"] = status?.DeepClone());
    }

    public async Task<JsonObject> ObjectAsync() => _real is null ? Object : (await _real.FindAsync(_kind.Path))!;

    public RouteArms Arms(string route = "checkout", string candidate = "v2", string stable = "v1") =>
        new(_kind.Where(route), new BackendName(candidate), new BackendName(stable));

    public ITrafficRouter Open() =>
        _real is null ? Open(Server.Address.ToString()) : Open($"kubeconfig: '{RealCluster.Kubeconfig}'", "30s");

    /// <summary>With a token that the cluster does not know.</summary>
    public ITrafficRouter OpenDistrustful() =>
        _real is null ? Open(Server.Address.ToString(), token: "wrong")
        : _real.Authorities is null
            ? Open($"address: '{_real.Address}', token: {{ file: '{_folder["wrong"]}' }}", "30s")
        : Open(
            $"address: '{_real.Address}', token: {{ file: '{_folder["wrong"]}' }}, "
                + $"authorities: '{_folder["authorities.pem"]}'",
            "30s"
        );

    public ITrafficRouter Open(string address, string token = "token", string timeout = "5s") =>
        Open($"address: '{address}', token: {{ file: '{TokenFile(token)}' }}", timeout);

    public async ValueTask DisposeAsync()
    {
        if (_real is not null)
        {
            await _real.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    private string TokenFile(string token) => _folder[_real is null ? token : "wrong"];

    private ITrafficRouter Open(string connection, string timeout)
    {
        var read = Connected.Read($"{_kind.Router}: {{ {connection}, timeout: {timeout} }}");
        var around = new AdapterContext(TimeProvider.System) { Remark = Remark };
        var answer = Adapters.Open((Connection.Router)read, around);
        Assert.True(answer.TryGet(out var router, out var fault), fault?.Message);
        return router;
    }

    private void Remark(string sentence)
    {
        lock (_folder)
        {
            Remarks.Add(sentence);
        }
    }
}
