using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Rollouts.Contracts;
using Rollouts.Contracts.Routers;
using Rollouts.Integrations.Routers;
using Rollouts.Sandbox.LoadBalancers;

namespace Rollouts.Integrations.Tests.Routers.Alb;

/// <summary>A load balancer does what every router does.</summary>
public abstract class ElbContract(bool isNetwork) : TrafficRouterContract
{
    private OneBalancer _balancer = null!;
    private HttpServer _silent = null!;
    private HttpServer _breaking = null!;
    private int _absent;

    protected override RouteArms Route => _balancer.Route;

    protected override RouteArms UnknownRoute => _balancer.Arms(_balancer.Arn[..^4] + "0000");

    public override async Task InitializeAsync()
    {
        _balancer = await OneBalancer.StartAsync(isNetwork);
        _silent = await HttpServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        _absent = Ports.Free(1)[0];
        _breaking = await HttpServer.StartAsync(BreakAsync);
    }

    public override async Task DisposeAsync()
    {
        await _silent.DisposeAsync();
        await _breaking.DisposeAsync();
        await _balancer.DisposeAsync();
    }

    protected override ITrafficRouter Open(Peer peer) =>
        peer switch
        {
            Peer.Healthy => _balancer.Open(),
            Peer.Absent => _balancer.Open($"http://127.0.0.1:{_absent}"),
            Peer.Silent => _balancer.Open(_silent.Address.ToString(), timeout: "300ms"),
            Peer.Distrustful => _balancer.Open(secret: "wrong"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    protected override ITrafficRouter OpenThatBreaksHalfway() => _balancer.Open(_breaking.Address.ToString());

    protected override Task<Weight> ShownAsync()
    {
        var weights = _balancer.Weights();
        return Task.FromResult(Weight.Share(weights[2], weights.Values.Sum()));
    }

    protected override Task ChangeByHandAsync(Weight candidate)
    {
        var percent = candidate.BasisPoints / 100;
        _balancer.Write((1, 100 - percent), (2, percent), (0, 0));
        return Task.CompletedTask;
    }

    protected override Task GiveOtherByHandAsync(Weight other)
    {
        var weights = _balancer.Weights();
        int Left(int version) => weights[version] * other.Rest.BasisPoints / Weight.All;
        _balancer.Write((1, Left(1)), (2, Left(2)), (0, weights.Values.Sum() * other.BasisPoints / Weight.All));
        return Task.CompletedTask;
    }

    protected override Task SpoilRulesByHandAsync()
    {
        Own.Single()["Conditions"] = ConditionRules.Checked(
            JsonNode.Parse("""[{ "Field": "source-ip", "SourceIpConfig": { "Values": ["10.0.0.0/8"] } }]""")
        );
        return Task.CompletedTask;
    }

    protected override Task<string> RulesAsync() =>
        Task.FromResult(string.Concat(Own.Select(rule => rule.ToJsonString())));

    private IEnumerable<JsonObject> Own =>
        _balancer.Account.Rules.Select(one => one.Rule).Where(rule => (string?)rule["RuleArn"] != _balancer.Arn);

    // Passes on what only reads, and breaks off when the weights are to be changed.
    private async Task BreakAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (System.Text.Encoding.UTF8.GetString(body.ToArray()).Contains("Action=Modify", StringComparison.Ordinal))
        {
            context.Abort();
            return;
        }

        using var http = new HttpClient();
        using var passed = new HttpRequestMessage(HttpMethod.Post, _balancer.Address);
        passed.Content = new ByteArrayContent(body.ToArray());
        foreach (var header in context.Request.Headers.Where(header => header.Key != "Content-Length"))
        {
            passed.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
            passed.Content.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
        }

        using var answer = await http.SendAsync(passed);
        context.Response.StatusCode = (int)answer.StatusCode;
        await context.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync());
    }
}
