using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox.Endpoints;
using Rollouts.Sandbox.Front;

namespace Rollouts.Sandbox.Kong;

/// <summary>The sandbox's own Kong: one upstream a service, whose targets are versions of the shop.</summary>
internal sealed class SandboxKong : IEndpoint
{
    private const int Port = 8080;

    private readonly TimeProvider _clock;
    private readonly KongGateway _gateway;

    public SandboxKong(SandboxSettings settings)
    {
        _clock = settings.Clock;
        _gateway = new KongGateway(settings.Clock, new KongRules { AdminToken = settings.KongToken })
        {
            IsStale = () => Mishaps.Plan.Stale,
        };
    }

    public string Name => "kong";

    public Mishaps Mishaps { get; } = new();

    public void Serve(WebApplication server)
    {
        server.Use(SufferAsync);
        server.MapKongAdmin(_gateway);
    }

    /// <summary>The target of a version.</summary>
    public static string TargetOf(string version) => $"{version}:{Port}";

    public void Add(string service, string stable, string candidate) =>
        _gateway.AddUpstream(service, (TargetOf(stable), 100), (TargetOf(candidate), 0));

    /// <summary>The weights of a service's versions.</summary>
    public IReadOnlyList<NodeWeight> WeightsOf(string service) =>
        [
            .. _gateway
                .TargetsOf(service)
                .Select(target => new NodeWeight(target.Name[..target.Name.LastIndexOf(':')], target.Weight)),
        ];

    private async Task SufferAsync(HttpContext context, RequestDelegate next)
    {
        await Mishaps.DelayAsync(_clock, context.RequestAborted);
        await (
            Mishaps.ThrottlesThis() ? FailAsync(context, 429, "API rate limit exceeded")
            : Mishaps.FailsThis() ? FailAsync(context, 500, "An unexpected error occurred")
            : next(context)
        );
    }

    private static Task FailAsync(HttpContext context, int status, string message) =>
        Results.Json(new JsonObject { ["message"] = message }, statusCode: status).ExecuteAsync(context);
}
