using Microsoft.Extensions.Logging;
using Rollouts.Engine.Loops;
using Rollouts.Storage.Driving;

namespace Rollouts.Hosting;

/// <summary>
/// Drives every rollout that is due: forward moves and starts, and the work for which the urgent lanes have no place.
/// While checks are late it takes fewer rollouts and leaves queued ones in the queue.
/// </summary>
public sealed class RolloutLoop(RolloutEngine engine, LoopHealth health, ILogger<RolloutLoop> logger, TimeProvider time)
    : DriveLane(engine, health, logger, time, WorkClass.Forward, AtOnce)
{
    /// <summary>Most of them wait for a router or the store, so there are many more than cores.</summary>
    private const int AtOnce = 64;

    /// <summary>Enough that rollouts continue, and few enough to leave the processor to the checks.</summary>
    private const int WhileChecksAreLate = 16;

    /// <summary>
    /// One of this many claims takes the longest overdue first, so that an endless run of urgent work starves no
    /// rollout.
    /// </summary>
    private const int OldestEvery = 4;

    private int _claims;

    protected override int Budget => Engine.Load.ForwardNarrows ? WhileChecksAreLate : AtOnce;

    protected override WorkClass Least => Engine.Load.StartsWait ? WorkClass.Forward : WorkClass.Start;

    protected override bool TakesOldest() => ++_claims % OldestEvery == 0;

    protected override async Task<(IReadOnlyList<WorkItem> Work, bool IsMore)> ClaimAsync(
        int atMost,
        CancellationToken cancellation
    )
    {
        var claimed = await base.ClaimAsync(atMost, cancellation);
        Engine.Load.Claimed(WorkClass.Start, Budget, running: 0, TimeSpan.Zero);
        return claimed;
    }
}
