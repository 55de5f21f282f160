using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox.Endpoints;

namespace Rollouts.Sandbox.CloudWatch;

/// <summary>The sandbox's CloudWatch, to which the front publishes its counts.</summary>
internal sealed class SandboxCloudWatch : IEndpoint
{
    // The delay of reads that lag behind.
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _clock;
    private readonly CloudWatchRules _rules;

    public SandboxCloudWatch(SandboxSettings settings)
    {
        _clock = settings.Clock;
        Store = new MetricStore(settings.Clock);
        _rules = new CloudWatchRules
        {
            Region = settings.Region,
            Lateness = () => Mishaps.Plan.Stale ? Lag : TimeSpan.Zero,
        };
        _rules.Keys.AddRange(settings.Keys);
    }

    public string Name => "cloudWatch";

    public Mishaps Mishaps { get; } = new();

    public MetricStore Store { get; }

    public void Serve(WebApplication server)
    {
        server.Use(SufferAsync);
        server.MapCloudWatch(Store, _rules);
    }

    private async Task SufferAsync(HttpContext context, RequestDelegate next)
    {
        await Mishaps.DelayAsync(_clock, context.RequestAborted);
        await (
            Mishaps.ThrottlesThis()
                ? CloudWatchEndpoint.Error(context, 400, "Throttling", "Rate exceeded").ExecuteAsync(context)
            : Mishaps.FailsThis()
                ? CloudWatchEndpoint.Error(context, 500, "InternalServiceFault", "").ExecuteAsync(context)
            : next(context)
        );
    }
}
