using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Dashboard.Charts;
using Rollouts.Api.Dashboard.Queries;
using Rollouts.Api.Dashboard.Requests;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Requests;
using Rollouts.Api.SignIn;
using Rollouts.Engine;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Notifications;
using Rollouts.Engine.Outside.Resilience;
using Rollouts.Engine.Restores;
using Rollouts.Engine.Rollouts;
using Rollouts.Hosting;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Stores;

namespace Rollouts.Api.Dashboard.Pages.Systems;

/// <summary>The page of the installation.</summary>
internal sealed class SystemPages(
    UseCases useCases,
    IStore store,
    StoreClock clock,
    RestoreHolds holds,
    UnreadableRollouts unreadable,
    WorkerName worker,
    Circuits circuits,
    IEnumerable<RolloutLoop> loops,
    DashboardShell shell
)
{
    private const int MostDead = 100;

    private static readonly string Version = typeof(SystemPages)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion;

    public async Task<IResult> ShowAsync(HttpContext context)
    {
        var gone = context.RequestAborted;
        var overdue = await store.Driving.OverdueAsync(WorkerReadiness.Overdue, gone);
        await holds.RefreshAsync(gone);
        var dead = HttpCaller.Of(context).For(Permission.ManageNotifications) is null
            ? []
            : await store.Outbox.DeadAsync(default, MostDead, gone);
        var view = new SystemPageView(
            [
                new("Version", Version.Split('+')[0], ""),
                new(
                    "Worker",
                    worker.Value,
                    loops.Any() ? "this process drives rollouts" : "other processes drive rollouts"
                ),
                new(
                    "Overdue work",
                    Words.Count(overdue.Rollouts),
                    overdue.Rollouts == 0 ? "nothing is late" : $"the oldest by {Words.Span(overdue.Longest)}"
                ),
                new(
                    "Failed notifications",
                    Words.Count(dead.Count),
                    dead.Count == 0 ? "all were sent" : "listed below"
                ),
            ],
            [.. new[] { unreadable.Problem, holds.Problem }.OfType<string>()],
            [.. circuits.All.Select(circuit => circuit.ToString())],
            [
                .. dead.Select(message => new DeadNoticeView(
                    message.Id.Number,
                    message.Message.Stream.Text,
                    message.Message.Channel,
                    message.WrittenAt,
                    message.Attempts,
                    message.Error
                )),
            ]
        );
        return Page.Of<SystemPage>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(SystemPage.Shell)] = shell.Of(context, "System", "System", clock.Now),
                [nameof(SystemPage.View)] = view,
            }
        );
    }

    public async Task<IResult> SendAgainAsync(HttpContext context, string number)
    {
        await PageForm.DemandAsync(context);
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            throw new BadRequestException(Problem.Of(SendNotificationAgain.Unknown));
        }

        await useCases.ReadAsync(context, to => new SendNotificationAgain(to, new MessageId(id)));
        return SignInEndpoints.SeeOther(context, "/dashboard/system");
    }
}
