using System.Text;
using Microsoft.AspNetCore.Http;
using Rollouts.Contracts;
using Rollouts.Contracts.Routers;
using Rollouts.Domain.Installations;
using Rollouts.Integrations.Routers;
using Rollouts.Integrations.Routers.GatewayApi;

namespace Rollouts.Integrations.Tests.Routers.GatewayApi;

/// <summary>The Gateway API does what every router does.</summary>
public sealed class GatewayApiContractTests : TrafficRouterContract
{
    private OneRoute _route = null!;
    private HttpServer _silent = null!;
    private HttpServer _breaking = null!;
    private int _absent;

    protected override RouterTraits Traits => GatewayApiDescriptor.Descriptor.Traits;

    protected override RouteArms Route => OneRoute.Arms();

    protected override RouteArms UnknownRoute => OneRoute.Arms(OneRoute.Where("nowhere"));

    public override async Task InitializeAsync()
    {
        _route = await OneRoute.StartAsync();
        _silent = await HttpServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        _absent = Ports.Free(1)[0];
        _breaking = await HttpServer.StartAsync(async context =>
        {
            // Shows the object, and breaks when it is to be changed.
            if (HttpMethods.IsGet(context.Request.Method))
            {
                await context.Response.Body.WriteAsync(
                    Encoding.UTF8.GetBytes(_route.Server[OneRoute.Path].ToJsonString())
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
        await _route.DisposeAsync();
    }

    protected override ITrafficRouter Open(Peer peer) =>
        peer switch
        {
            Peer.Healthy => _route.Open(),
            Peer.Absent => _route.Open($"http://127.0.0.1:{_absent}"),
            Peer.Silent => _route.Open(_silent.Address.ToString(), timeout: "300ms"),
            Peer.Distrustful => _route.Open(token: "wrong"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    protected override ITrafficRouter OpenThatBreaksHalfway() => _route.Open(_breaking.Address.ToString());

    protected override Task<Weight> ShownAsync()
    {
        var (ours, theirs) = (_route.WeightOf("v2"), _route.WeightOf("v1"));
        return Task.FromResult(Weight.Share(ours, ours + theirs + _route.WeightOf("v0")));
    }

    protected override Task ChangeByHandAsync(Weight candidate)
    {
        var percent = candidate.BasisPoints / 100;
        _route.Server.Put(OneRoute.Path, OneRoute.Json(100 - percent, percent));
        return Task.CompletedTask;
    }

    protected override Task GiveOtherByHandAsync(Weight other)
    {
        var (stable, candidate) = (_route.WeightOf("v1"), _route.WeightOf("v2"));
        var rest = other.Rest.BasisPoints / (stable + candidate);
        _route.Server.Put(OneRoute.Path, OneRoute.Json(stable * rest, candidate * rest, other.BasisPoints));
        return Task.CompletedTask;
    }
}
