using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Rollouts.Contracts;
using Rollouts.Contracts.Routers;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.Routers;

namespace Rollouts.Integrations.Tests.Routers.Kubernetes;

/// <summary>What every router does, done by the routers of Kubernetes.</summary>
public abstract class KubernetesRouterContract : TrafficRouterContract
{
    /// <summary>On a real cluster all of them have their objects in one namespace.</summary>
    public const string OneAfterAnother = "routers of Kubernetes";

    private readonly RouteKindUnderTest _kind;
    private OneCluster _cluster = null!;
    private HttpServer _silent = null!;
    private HttpServer _breaking = null!;
    private int _absent;

    private protected KubernetesRouterContract(RouteKindUnderTest kind) => _kind = kind;

    protected override RouterTraits Traits => _kind.Traits.Narrow(_kind.Traits, Route.Where);

    protected override RouteArms Route => _cluster.Arms();

    protected override RouteArms UnknownRoute => _cluster.Arms("nowhere");

    public override async Task InitializeAsync()
    {
        _cluster = await OneCluster.ConnectAsync(_kind);
        _silent = await HttpServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        _absent = Ports.Free(1)[0];
        _breaking = await HttpServer.StartAsync(async context =>
        {
            // Shows the object, and breaks when it is to be changed.
            if (HttpMethods.IsGet(context.Request.Method))
            {
                await context.Response.Body.WriteAsync(
                    Encoding.UTF8.GetBytes((await _cluster.ObjectAsync()).ToJsonString())
                );
            }
            else
            {
                context.Abort();
            }
        });
    }

    public override async Task DisposeAsync()
    {
        await _silent.DisposeAsync();
        await _breaking.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    protected override ITrafficRouter Open(Peer peer) =>
        peer switch
        {
            Peer.Healthy => _cluster.Open(),
            Peer.Absent => _cluster.Open($"http://127.0.0.1:{_absent}"),
            Peer.Silent => _cluster.Open(_silent.Address.ToString(), timeout: "300ms"),
            Peer.Distrustful => _cluster.OpenDistrustful(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    protected override ITrafficRouter OpenThatBreaksHalfway() => _cluster.Open(_breaking.Address.ToString());

    protected override async Task<Weight> ShownAsync()
    {
        var (stable, candidate, other) = await WeightsAsync();
        return Weight.Share(candidate, stable + candidate + other);
    }

    protected override Task ChangeByHandAsync(Weight candidate)
    {
        var percent = candidate.BasisPoints / 100;
        return _cluster.PutAsync(100 - percent, percent, 0);
    }

    protected override async Task GiveOtherByHandAsync(Weight other)
    {
        var (stable, candidate, _) = await WeightsAsync();
        var rest = other.Rest.BasisPoints / (stable + candidate);
        await _cluster.PutAsync(stable * rest, candidate * rest, other.BasisPoints);
    }

    protected override async Task SpoilRulesByHandAsync()
    {
        var tree = (await _cluster.ObjectAsync()).DeepClone().AsObject();
        var own = Own(tree);
        if (own["match"] is not null)
        {
            own["match"] = JsonNode.Parse("""[{ "sourceLabels": { "app": "shop" } }]""");
        }
        else
        {
            own["matches"] = JsonNode.Parse(
                _kind == RouteKinds.GrpcRoute
                    ? """[{ "headers": [{ "name": "x-canary", "value": "1" }] }]"""
                    : """[{ "queryParams": [{ "name": "x", "value": "1" }] }]"""
            );
        }

        await _cluster.PutAsync(_kind.Path, tree, tree["status"]?.DeepClone().AsObject());
    }

    protected override async Task<string> RulesAsync() => Own(await _cluster.ObjectAsync()).ToJsonString();

    private static JsonObject Own(JsonObject tree) =>
        (tree["spec"]!["http"] ?? tree["spec"]!["rules"])!
            .AsArray()
            .OfType<JsonObject>()
            .Single(rule => rule["name"]?.GetValue<string>().StartsWith("rollouts", StringComparison.Ordinal) == true);

    private async Task<(int Stable, int Candidate, int Other)> WeightsAsync()
    {
        var tree = await _cluster.ObjectAsync();
        return (_kind.WeightOf(tree, "v1"), _kind.WeightOf(tree, "v2"), _kind.WeightOf(tree, "v0"));
    }
}

/// <summary>An HTTPRoute of a gateway.</summary>
[Collection(KubernetesRouterContract.OneAfterAnother)]
public sealed class HttpRouteContractTests() : KubernetesRouterContract(RouteKinds.HttpRoute);

/// <summary>A GRPCRoute of a mesh, whose parent is a Service.</summary>
[Collection(KubernetesRouterContract.OneAfterAnother)]
public sealed class GrpcRouteContractTests() : KubernetesRouterContract(RouteKinds.GrpcRoute);

/// <summary>The HTTPRoute of Linkerd.</summary>
[Collection(KubernetesRouterContract.OneAfterAnother)]
public sealed class LinkerdContractTests() : KubernetesRouterContract(RouteKinds.LinkerdRoute);

/// <summary>A VirtualService whose destinations are hosts.</summary>
[Collection(KubernetesRouterContract.OneAfterAnother)]
public sealed class IstioByHostContractTests() : KubernetesRouterContract(RouteKinds.VirtualServiceByHost);

/// <summary>A VirtualService whose destinations are subsets.</summary>
[Collection(KubernetesRouterContract.OneAfterAnother)]
public sealed class IstioBySubsetContractTests() : KubernetesRouterContract(RouteKinds.VirtualServiceBySubset);

/// <summary>A weighted TraefikService.</summary>
[Collection(KubernetesRouterContract.OneAfterAnother)]
public sealed class TraefikContractTests() : KubernetesRouterContract(RouteKinds.TraefikService);
