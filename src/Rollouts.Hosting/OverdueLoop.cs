using Microsoft.Extensions.Logging;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Metering;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Stores;

namespace Rollouts.Hosting;

/// <summary>Measures overdue rollouts and dead messages, so that people can be alerted.</summary>
internal sealed class OverdueLoop(
    IStore store,
    RolloutEngine engine,
    LoopHealth health,
    ILogger<OverdueLoop> logger,
    TimeProvider time
) : GuardedLoop(health, logger, time)
{
    private const int MostDeadCounted = 1000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task<TimeSpan> PassAsync(CancellationToken stopping)
    {
        await GuardAsync("overdue rollouts", () => MeasureOverdueAsync(stopping), stopping);
        await GuardAsync("the last look", () => MeasureLookAsync(stopping), stopping);
        await GuardAsync("dead messages", () => MeasureDeadAsync(stopping), stopping);
        return Pause;
    }

    private async Task MeasureOverdueAsync(CancellationToken cancellation)
    {
        var overdue = await store.Driving.OverdueAsync(WorkerReadiness.Overdue, cancellation);
        Telemetry.Overdue.Record(overdue.Rollouts);
        Telemetry.LongestOverdue.Record(overdue.Longest.TotalSeconds);
        Telemetry.Unreadable.Record(engine.Unreadable.Count);
        if (engine.Unreadable.Problem is { } problem)
        {
            Logger.Unreadable(problem);
        }
    }

    private async Task MeasureLookAsync(CancellationToken cancellation)
    {
        var live = await store.Lists.ListAsync(new RolloutFilter(IsLive: true), after: null, 1, cancellation);
        if (live.IsEmpty)
        {
            engine.Looks.Looked();
        }

        Telemetry.SinceLastLook.Record(engine.Looks.Age.TotalSeconds);
    }

    private async Task MeasureDeadAsync(CancellationToken cancellation)
    {
        var dead = await store.Outbox.DeadAsync(new MessageId(0), MostDeadCounted, cancellation);
        Telemetry.OutboxDead.Record(dead.Count);
    }
}
