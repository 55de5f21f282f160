using Microsoft.Extensions.Logging;
using Rollouts.Worker.Loops;

namespace Rollouts.Worker.Hosting;

/// <summary>Drives the rollouts that are due.</summary>
public sealed class DrivePump(Engine engine, LoopHealth health, ILogger<DrivePump> logger, TimeProvider time)
    : Pump(health, logger, time, AtOnce)
{
    /// <summary>Most of them wait for a router or the store, so there are many more than cores.</summary>
    private const int AtOnce = 64;

    protected override async Task<(IReadOnlyList<WorkItem> Work, bool IsMore)> ClaimAsync(
        int atMost,
        CancellationToken cancellation
    )
    {
        var due = await engine.ClaimRolloutsAsync(atMost, cancellation);
        return (
            [
                .. due.Select(rollout => new WorkItem(
                    $"rollout {rollout.Claimed.Id}",
                    token => engine.DriveAsync(rollout, token)
                )),
            ],
            due.Count == atMost
        );
    }
}
