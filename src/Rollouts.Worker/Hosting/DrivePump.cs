using Microsoft.Extensions.Logging;

namespace Rollouts.Worker.Hosting;

/// <summary>Drives the rollouts that are due.</summary>
public sealed class DrivePump(Engine engine, ILogger<DrivePump> logger, TimeProvider time) : Pump(logger, time, AtOnce)
{
    /// <summary>Most of them wait for a router or the store, so there are many more than cores.</summary>
    private const int AtOnce = 64;

    protected override async Task<(IReadOnlyList<Func<CancellationToken, Task>> Work, bool IsMore)> ClaimAsync(
        int atMost,
        CancellationToken cancellation
    )
    {
        var due = await engine.ClaimRolloutsAsync(atMost, cancellation);
        return (
            [.. due.Select(Func<CancellationToken, Task> (rollout) => token => engine.DriveAsync(rollout, token))],
            due.Count == atMost
        );
    }
}
