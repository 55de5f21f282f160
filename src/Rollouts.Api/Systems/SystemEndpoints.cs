using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Engine;
using Rollouts.Engine.Outside.Resilience;
using Rollouts.Engine.Overload;
using Rollouts.Engine.Restores;
using Rollouts.Engine.Rollouts;
using Rollouts.Hosting;
using Rollouts.Storage.Stores;

namespace Rollouts.Api.Systems;

/// <summary>Shows the version and the state of the installation.</summary>
internal static class SystemEndpoints
{
    private static readonly string Version = typeof(SystemEndpoints)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion;

    public static void MapSystem(this IEndpointRouteBuilder api) =>
        api.MapGet("/system", ReadAsync)
            .RequirePermission(Permission.ReadInstallation, RequiredReach.All)
            .Describes("The version, the worker, what is overdue and how the outside does.")
            .Returns<SystemView>();

    private static async Task<IResult> ReadAsync(
        HttpContext context,
        IStore store,
        RestoreHolds holds,
        UnreadableRollouts unreadable,
        WorkerName worker,
        Circuits circuits,
        LoadShedding load,
        IEnumerable<RolloutLoop> pumps,
        IEnumerable<MarkSettings> marks
    )
    {
        var overdue = await store.Driving.OverdueAsync(WorkerReadiness.Overdue, context.RequestAborted);
        await holds.RefreshAsync(context.RequestAborted);
        var now = (await store.Streams.LoadAsync([], context.RequestAborted)).Now;
        return Replies.Of(
            Reply.Of(
                StatusCodes.Status200OK,
                new SystemView(
                    Version,
                    worker.Value,
                    pumps.Any(),
                    overdue.Rollouts,
                    Spans.Say(TimeSpan.FromSeconds(Math.Floor(overdue.Longest.TotalSeconds))),
                    now.ToString(),
                    circuits.All.Select(circuit => circuit.ToString()).ToValueList(),
                    marks.FirstOrDefault()?.File?.Path ?? "off: a restored backup is not noticed by this process",
                    unreadable.Problem,
                    holds.Problem,
                    OverloadView.Of(load)
                )
            )
        );
    }
}
