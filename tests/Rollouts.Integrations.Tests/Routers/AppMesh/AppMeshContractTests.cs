using Rollouts.Contracts;
using Rollouts.Contracts.Routers;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.Routers;
using Rollouts.Integrations.Routers.AppMesh;
using Rollouts.Sandbox.AppMesh;

namespace Rollouts.Integrations.Tests.Routers.AppMesh;

/// <summary>App Mesh does what every router does.</summary>
public sealed class AppMeshContractTests : TrafficRouterContract
{
    private OneMesh _mesh = null!;
    private HttpServer _silent = null!;
    private HttpServer _breaking = null!;
    private int _absent;

    protected override RouterTraits Traits => AppMeshDescriptor.Descriptor.Traits;

    protected override RouteArms Route => OneMesh.Arms();

    protected override RouteArms UnknownRoute => OneMesh.Arms(OneMesh.Where("nowhere"));

    public override async Task InitializeAsync()
    {
        _mesh = await OneMesh.StartAsync();
        _silent = await HttpServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        _absent = Ports.Free(1)[0];
        _breaking = await HttpServer.StartAsync(async context =>
        {
            // Describes the route, and breaks when it is to be updated.
            if (context.Request.Method == "GET")
            {
                context.Response.ContentType = "application/json";
                await context.Response.Body.WriteAsync(
                    System.Text.Encoding.UTF8.GetBytes(RouteDocument.Of(_mesh.Shown, "eu-west-1").ToJsonString())
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
        await _mesh.DisposeAsync();
    }

    protected override ITrafficRouter Open(Peer peer) =>
        peer switch
        {
            Peer.Healthy => _mesh.Open(),
            Peer.Absent => _mesh.Open($"http://127.0.0.1:{_absent}"),
            Peer.Silent => _mesh.Open(_silent.Address.ToString(), timeout: "300ms"),
            Peer.Distrustful => _mesh.Open(secret: "wrong"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    protected override ITrafficRouter OpenThatBreaksHalfway() => _mesh.Open(_breaking.Address.ToString());

    protected override Task<Weight> ShownAsync()
    {
        var targets = RouteRules.Targets(_mesh.Shown.Spec).ToList();
        return Task.FromResult(
            Weight.Share(targets.First(target => target.Node == "v2").Weight, targets.Sum(target => target.Weight))
        );
    }

    protected override Task ChangeByHandAsync(Weight candidate)
    {
        var percent = candidate.BasisPoints / 100;
        _mesh.Write(OneMesh.Http(100 - percent, percent));
        return Task.CompletedTask;
    }

    protected override Task GiveOtherByHandAsync(Weight other)
    {
        var targets = RouteRules.Targets(_mesh.Shown.Spec).ToDictionary(target => target.Node, target => target.Weight);
        var rest = other.Rest.BasisPoints;
        int Left(string node) => targets[node] * rest / Weight.All;
        _mesh.Write(OneMesh.Http(Left("v1"), Left("v2"), other.BasisPoints / 100));
        return Task.CompletedTask;
    }
}
