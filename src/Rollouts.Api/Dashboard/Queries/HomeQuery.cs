using Rollouts.Api.Dashboard.Charts;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Restores;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Rollouts.Commands;
using Rollouts.Hosting;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Stores;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>
/// Reads the home page: the rows of live rollouts, and the states of the shown ones. With ten thousand live rollouts a
/// page reads the states of the most urgent ones and counts the rest.
/// </summary>
internal sealed class HomeQuery(
    StateReader reader,
    StoreClock storeClock,
    RestoreHolds holds,
    UnreadableRollouts unreadableRollouts,
    IStore store,
    EndedRollouts ended
)
{
    private const int BatchSize = 1000;

    /// <summary>The design size.</summary>
    private const int MostLive = 10_000;

    private const int MostShown = 100;

    private const int MostEnded = 20;

    /// <summary>The list is ordered by the start of rollouts. The newest endings are among these rows.</summary>
    private const int EndedBatch = 60;

    public async Task<HomeView> ReadAsync(
        Caller caller,
        HomeFilter filter,
        TimeZoneInfo zone,
        CancellationToken cancellation
    )
    {
        var live = await LiveAsync(caller, filter, cancellation);
        var now = storeClock.Now;
        var clock = new PageClock(zone, now);
        List<Rollout> states = [];
        List<MovingRowView> unreadable = [];
        foreach (var row in live.OrderBy(UrgencyOf).ThenByDescending(row => row.OpenedAt).Take(MostShown))
        {
            var state = await UnreadableRows.OrAsync(
                async () => (await reader.LoadAsync(row.Id, cancellation)).State,
                () =>
                {
                    unreadable.Add(UnreadableRows.Moving(row));
                    return null;
                }
            );
            if (state is { IsFinal: false })
            {
                states.Add(state);
            }
        }

        var waiting = states
            .Where(state => ListAwaited.WaitsFor(state, caller))
            .Select(state => Waiting(state, clock))
            .OrderBy(row => row.Due ?? new Instant(long.MaxValue))
            .ToList();
        var moving = states
            .Select(state => Moving(state, clock))
            .Concat(unreadable)
            .OrderBy(row => row.Urgency)
            .ToList();
        return new HomeView(
            filter,
            now,
            Headline(waiting.Count, live.Count, moving),
            await HealthAsync(caller, cancellation),
            waiting,
            Grouped(moving, filter.Group),
            live.Count,
            moving.Count,
            await EndedAsync(caller, filter, cancellation),
            [
                .. live.Select(row => row.Environment.Value)
                    .Append(filter.Environment)
                    .OfType<string>()
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ],
            []
        );
    }

    private async Task<List<RolloutRow>> LiveAsync(Caller caller, HomeFilter filter, CancellationToken cancellation)
    {
        List<RolloutRow> rows = [];
        RolloutCursor? after = null;
        while (rows.Count < MostLive && filter.RowsOf(isLive: true) is { } wanted)
        {
            var batch = await store.Lists.ListAsync(wanted, after, BatchSize, cancellation);
            rows.AddRange(batch.Where(row => caller.Reaches(row.Service, row.Environment)));
            if (batch.Count < BatchSize)
            {
                break;
            }

            after = new RolloutCursor(batch[^1].OpenedAt, batch[^1].Id);
        }

        return rows;
    }

    private async Task<IReadOnlyList<EndedRowView>> EndedAsync(
        Caller caller,
        HomeFilter filter,
        CancellationToken cancellation
    )
    {
        if (filter.RowsOf(isLive: false) is not { } wanted)
        {
            return [];
        }

        var rows = await store.Lists.ListAsync(wanted, after: null, EndedBatch, cancellation);
        List<EndedRowView> views = [];
        foreach (
            var row in rows.Where(row => caller.Reaches(row.Service, row.Environment))
                .OrderByDescending(row => row.EndedAt)
                .Take(MostEnded)
        )
        {
            var read = () => ended.OfAsync(row, cancellation);
            if (await UnreadableRows.OrAsync(read, () => UnreadableRows.Ended(row)) is { } view)
            {
                views.Add(view);
            }
        }

        return views;
    }

    private async Task<IReadOnlyList<HealthItem>> HealthAsync(Caller caller, CancellationToken cancellation)
    {
        if (caller.For(Permission.ReadInstallation) is not { ReachesAll: true })
        {
            return [];
        }

        var overdue = await store.Driving.OverdueAsync(WorkerReadiness.Overdue, cancellation);
        List<HealthItem> items =
        [
            overdue.Rollouts == 0
                ? new("", "ok", "overdue work", "none")
                : new("c-bad", "bad", "overdue work", $"{overdue.Rollouts}, by {Words.Span(overdue.Longest)}"),
        ];
        var dead = await store.Outbox.DeadAsync(default, MostShown, cancellation);
        items.Add(
            dead.Count == 0
                ? new("", "ok", "failed notifications", "none")
                : new("c-rise", "rise", "failed notifications", Words.Count(dead.Count))
        );
        if (holds.Problem is { } restored)
        {
            items.Add(new("c-bad", "bad", "database", restored));
        }

        if (unreadableRollouts.Problem is { } unreadable)
        {
            items.Add(new("c-bad", "bad", "unreadable", unreadable));
        }

        return items;
    }

    private static string Headline(int waiting, int live, List<MovingRowView> moving)
    {
        var back = moving.Count(row => row.Urgency <= 1);
        var first =
            waiting == 0 ? "Nothing waits for you."
            : waiting == 1 ? "One waits for you."
            : $"{waiting} wait for you.";
        var second =
            live == 0 ? " Nothing is moving."
            : back == 0 ? $" {Words.Count(live)} {(live == 1 ? "is" : "are")} moving."
            : $" {Words.Count(live)} {(live == 1 ? "is" : "are")} moving, {back} of them back or breached.";
        return first + second;
    }

    private static WaitingRowView Waiting(Rollout state, PageClock clock)
    {
        var asked = (Instruction.Approve)state.Instruction;
        var due = state.Step.DeadlineFrom + asked.Within;
        return new WaitingRowView(
            state.Spec.Id.ToString(),
            state.Spec.Plan.Service.Value,
            state.Spec.Version.Value,
            state.Spec.Plan.Environment.Value,
            RolloutWords.AfterThis(state),
            $"{string.Join(" or ", asked.From)}: {state.Step.Yeses.Count} of {asked.Count}",
            ChecksOf(state),
            state.Step.DeadlineFrom,
            due,
            asked.Otherwise == TimeOutAction.RollBack ? "then it rolls back" : "then it is held",
            Math.Clamp((clock.Now - state.Step.DeadlineFrom) / asked.Within, 0, 1)
        );
    }

    private static ChipView ChecksOf(Rollout state)
    {
        var counted = state.Checks.Where(check => check.Counts).ToList();
        var healthy = counted.Count(check => ChipView.Of(check).Class is "ok" or "none");
        return counted.Count == 0 ? new("none", "none", "no checks")
            : healthy == counted.Count ? new("ok", "ok", $"{healthy} of {counted.Count} healthy")
            : counted
                .Select(ChipView.Of)
                .OrderBy(chip =>
                    chip.Class switch
                    {
                        "bad" => 0,
                        "rise" => 1,
                        "held" => 2,
                        _ => 3,
                    }
                )
                .First();
    }

    private static MovingRowView Moving(Rollout state, PageClock clock)
    {
        var due = DesiredState.Of(state, state.LastAt).Deadline;
        var why = Domain.Rollouts.Deciding.Standstill.Of(state).FirstOrDefault();
        return new MovingRowView(
            state.Spec.Id.ToString(),
            state.Spec.Plan.Service.Value,
            state.Spec.Version.Value,
            state.Spec.Plan.Environment.Value,
            state.Spec.Plan.Owner,
            MiniStairs.Of(state),
            RolloutWords.Step(state),
            Words.Percent(RolloutWords.Served(state)),
            ChipView.Of(state),
            why ?? RolloutWords.Step(state),
            [.. state.Checks.Select(check => (check.Name, ChipView.Of(check)))],
            due > clock.Now ? due : null,
            RolloutWords.AfterThis(state),
            UrgencyOf(state)
        );
    }

    private static IReadOnlyList<MovingGroupView> Grouped(List<MovingRowView> rows, string by) =>
        by switch
        {
            "service" =>
            [
                .. rows.GroupBy(row => row.Service).Select(group => new MovingGroupView(group.Key, [.. group])),
            ],
            "environment" =>
            [
                .. rows.GroupBy(row => row.Environment).Select(group => new MovingGroupView(group.Key, [.. group])),
            ],
            _ => rows.Count == 0 ? [] : [new MovingGroupView("", rows)],
        };

    // By the row alone, before its state is read.
    private static int UrgencyOf(RolloutRow row) =>
        row.Status switch
        {
            nameof(Status.RollingBack) => 0,
            nameof(Status.Paused) => 1,
            nameof(Status.Running) => row.Summary.Contains("wait for", StringComparison.Ordinal) ? 2 : 3,
            _ => 4,
        };

    private static int UrgencyOf(Rollout state) =>
        ChipView.Of(state).Class switch
        {
            "bad" => 0,
            "rise" => 2,
            "held" => 3,
            "run" => 4,
            _ => 5,
        };
}
