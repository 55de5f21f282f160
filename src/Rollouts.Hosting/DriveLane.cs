using Microsoft.Extensions.Logging;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Rollouts;
using Rollouts.Storage.Driving;

namespace Rollouts.Hosting;

/// <summary>
/// Drives rollouts that are due and at least as urgent as a class, up to a number at the same time. Each class has its
/// own lane, so that no class waits for a place of another.
/// </summary>
public abstract class DriveLane(
    RolloutEngine engine,
    LoopHealth health,
    ILogger logger,
    TimeProvider time,
    WorkClass work,
    int atOnce
) : PollingLoop(health, logger, time, atOnce)
{
    private int _running;

    /// <summary>The least urgent class of this lane.</summary>
    public WorkClass Class => work;

    protected RolloutEngine Engine => engine;

    /// <summary>The least urgent class of the next claim.</summary>
    protected virtual WorkClass Least => work;

    /// <summary>Whether the next claim takes the longest overdue rollout first, regardless of its class.</summary>
    protected virtual bool TakesOldest() => false;

    protected override async Task<(IReadOnlyList<WorkItem> Work, bool IsMore)> ClaimAsync(
        int atMost,
        CancellationToken cancellation
    )
    {
        var due = await engine.ClaimRolloutsAsync(Least, atMost, TakesOldest(), cancellation);
        var late = due.Count == 0 ? TimeSpan.Zero : due.Max(rollout => rollout.Late);
        engine.Load.Claimed(work, Budget, Volatile.Read(ref _running) + due.Count, late);
        return (
            [
                .. due.Select(rollout => new WorkItem(
                    $"rollout {rollout.Claimed.Id}",
                    token => DriveAsync(rollout, token)
                )),
            ],
            due.Count == atMost
        );
    }

    private async Task DriveAsync(DueRollout rollout, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _running);
        try
        {
            await engine.DriveAsync(rollout, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
