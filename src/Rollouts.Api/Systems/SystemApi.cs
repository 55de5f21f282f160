using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
using Rollouts.Integrations.Storage;
using Rollouts.Worker;
using Rollouts.Worker.Hosting;
using Rollouts.Worker.Outside.Resilience;
using Rollouts.Worker.Restores;

namespace Rollouts.Api.Systems;

/// <summary>The installation itself: its version, and whether anything is late.</summary>
internal static class SystemApi
{
    private static readonly string Version = typeof(SystemApi)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion;

    public static void MapSystem(this IEndpointRouteBuilder api) =>
        api.MapGet("/system", ReadAsync)
            .Needing(Permission.ReadInstallation, Reach.All)
            .Tells("The version, the worker, what is overdue and how the outside does.")
            .Gives<SystemView>();

    private static async Task<IResult> ReadAsync(
        HttpContext context,
        IStore store,
        Engine engine,
        Circuits circuits,
        IEnumerable<DrivePump> pumps,
        IEnumerable<MarkSettings> marks
    )
    {
        var overdue = await store.Driving.OverdueAsync(Readiness.Overdue, context.RequestAborted);
        await engine.Restores.RefreshAsync(context.RequestAborted);
        var now = (await store.Streams.LoadAsync([], context.RequestAborted)).Now;
        return Replies.Of(
            Reply.Of(
                StatusCodes.Status200OK,
                new SystemView(
                    Version,
                    engine.Worker,
                    pumps.Any(),
                    overdue.Rollouts,
                    Spans.Say(TimeSpan.FromSeconds(Math.Floor(overdue.Longest.TotalSeconds))),
                    now.ToString(),
                    circuits.All.Select(circuit => circuit.ToString()).ToValueList(),
                    marks.FirstOrDefault()?.File?.Path ?? "off: a restored backup is not noticed by this process",
                    engine.Unreadable.Problem,
                    engine.Restores.Problem
                )
            )
        );
    }
}
