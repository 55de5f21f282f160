using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Worker.Observing;
using Rollouts.Worker.Outside.Resilience;

namespace Rollouts.Worker.Hosting;

/// <summary>What a worker says of itself to those who watch it. None of it shows anything of the releases.</summary>
public static class WorkerPages
{
    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/health/live", () => Results.Text("alive"));
        pages.MapGet("/health/ready", (Readiness readiness, CancellationToken token) => readiness.AskAsync(token));
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
