using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Engine.Observing;
using Rollouts.Engine.Outside.Resilience;

namespace Rollouts.Hosting;

/// <summary>The health and metrics pages of a process. They show no information about releases.</summary>
public static class WorkerPages
{
    /// <param name="mindsClock">Whether a jump of the store's clock and overdue rollouts make it unready.</param>
    public static void Map(IEndpointRouteBuilder pages, bool mindsClock)
    {
        pages.MapGet("/health/live", () => Results.Text("alive"));
        pages.MapGet(
            "/health/ready",
            (WorkerReadiness readiness, CancellationToken token) => readiness.AskAsync(mindsClock, token)
        );
        pages.MapGet("/health/outside", (Circuits circuits) => Outside(circuits.All));
        pages.MapGet("/metrics", (Export export) => Results.Text(export.Page.Read(), PrometheusPage.ContentType));
    }

    // Never an error status: a router that is down is no reason to restart a worker.
    private static IResult Outside(IEnumerable<CircuitView> circuits)
    {
        var told = string.Join('\n', circuits);
        return Results.Text(told.Length == 0 ? "nothing was called yet" : told);
    }
}
