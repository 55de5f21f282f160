using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Worker.Observing;
using Rollouts.Worker.Outside.Resilience;

namespace Rollouts.Worker.Hosting;

/// <summary>The health and metrics pages of a process. They show nothing of the releases.</summary>
public static class WorkerPages
{
    /// <param name="mindsClock">Whether a jump of the store's clock and overdue rollouts make it unready.</param>
    public static void Map(IEndpointRouteBuilder pages, bool mindsClock)
    {
        pages.MapGet("/health/live", () => Results.Text("alive"));
        pages.MapGet(
            "/health/ready",
            (Readiness readiness, CancellationToken token) => readiness.AskAsync(mindsClock, token)
        );
        pages.MapGet("/health/outside", (Circuits circuits) => Outside(circuits.All));
        pages.MapGet("/metrics", (Export export) => Results.Text(export.Page.Read(), PrometheusPage.ContentType));
    }

    // Never unwell by itself: a router that is down is no reason to start a worker anew.
    private static IResult Outside(IEnumerable<CircuitView> circuits)
    {
        var told = string.Join('\n', circuits);
        return Results.Text(told.Length == 0 ? "nothing was called yet" : told);
    }
}
