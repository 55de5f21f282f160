using System.Text.Json.Nodes;
using Rollouts.Contracts;
using Rollouts.Contracts.Routers;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.Routers;
using Rollouts.Integrations.Routers.VpcLattice;

namespace Rollouts.Integrations.Tests.Routers.VpcLattice;

/// <summary>VPC Lattice does what every router does, by a rule and by a default action.</summary>
public abstract class VpcLatticeContract(bool byRule) : TrafficRouterContract
{
    private readonly HttpClient _http = new();
    private OneLattice _lattice = null!;
    private HttpServer _silent = null!;
    private HttpServer _breaking = null!;
    private int _absent;

    protected override RouterTraits Traits => VpcLatticeDescriptor.Descriptor.Traits;

    protected override RouteArms Route => OneLattice.Arms(byRule);

    protected override RouteArms UnknownRoute => Route with { Where = OneLattice.Elsewhere(byRule) };

    public override async Task InitializeAsync()
    {
        _lattice = await OneLattice.StartAsync();
        _silent = await HttpServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        _absent = Ports.Free(1)[0];
        _breaking = await HttpServer.StartAsync(async context =>
        {
            // Passes reads on, and breaks when the rule is to be changed.
            if (context.Request.Method != "GET")
            {
                context.Abort();
                return;
            }

            using var request = new HttpRequestMessage(
                HttpMethod.Get,
                new Uri(
                    _lattice.Address,
                    context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget
                )
            );
            foreach (var header in context.Request.Headers)
            {
                request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
            }

            using var response = await _http.SendAsync(request);
            context.Response.StatusCode = (int)response.StatusCode;
            await context.Response.Body.WriteAsync(await response.Content.ReadAsByteArrayAsync());
        });
    }

    public override async Task DisposeAsync()
    {
        await _silent.DisposeAsync();
        await _breaking.DisposeAsync();
        await _lattice.DisposeAsync();
        _http.Dispose();
    }

    protected override ITrafficRouter Open(Peer peer) =>
        peer switch
        {
            Peer.Healthy => _lattice.Open(),
            Peer.Absent => _lattice.Open($"http://127.0.0.1:{_absent}"),
            Peer.Silent => _lattice.Open(_silent.Address.ToString(), timeout: "300ms"),
            Peer.Distrustful => _lattice.Open(secret: "wrong"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    protected override ITrafficRouter OpenThatBreaksHalfway() => _lattice.Open(_breaking.Address.ToString());

    protected override Task<Weight> ShownAsync()
    {
        var (stable, candidate, other) = _lattice.WeightsOf(byRule);
        return Task.FromResult(Weight.Share(candidate, stable + candidate + other));
    }

    protected override Task ChangeByHandAsync(Weight candidate)
    {
        var percent = candidate.BasisPoints / 100;
        _lattice.Write(byRule, OneLattice.Forward(100 - percent, percent));
        return Task.CompletedTask;
    }

    protected override Task SpoilRulesByHandAsync()
    {
        _lattice
            .Others.Single()
            .Match.Set(
                JsonNode.Parse(
                    """{ "httpMatch": { "headerMatches": [{ "name": "x-canary", "match": { "contains": "1" } }] } }"""
                )!,
                _lattice.Store.Now
            );
        return Task.CompletedTask;
    }

    protected override Task<string> RulesAsync() =>
        Task.FromResult(
            string.Concat(
                _lattice.Others.Select(rule => rule.Match.Now.ToJsonString() + rule.Action.Now.ToJsonString())
            )
        );

    protected override Task GiveOtherByHandAsync(Weight other)
    {
        var (stable, candidate, _) = _lattice.WeightsOf(byRule);
        var rest = other.Rest.BasisPoints;
        var (one, two) = (stable * rest / 1000, candidate * rest / 1000);
        _lattice.Write(byRule, OneLattice.Forward(one, two, (one + two) * other.BasisPoints / rest));
        return Task.CompletedTask;
    }
}

/// <summary>The weights are those of a rule.</summary>
public sealed class VpcLatticeRuleContractTests() : VpcLatticeContract(byRule: true);

/// <summary>The weights are those of the default action of a listener.</summary>
public sealed class VpcLatticeDefaultActionContractTests() : VpcLatticeContract(byRule: false);
