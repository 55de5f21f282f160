using Microsoft.Extensions.Logging;
using Rollouts.Engine.Loops;

namespace Rollouts.Engine.Restores;

/// <summary>Renews the mark of the store every ten seconds, and detects a store that went back in time.</summary>
public sealed class RestoreLoop(
    RestoreCheck check,
    RestoreHolds holds,
    MarkSettings settings,
    LoopHealth health,
    ILogger<RestoreLoop> logger,
    TimeProvider time
) : GuardedLoop(health, logger, time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Compares once before the other loops start. Until a comparison succeeds no rollout is driven. The loop retries a
    /// failure, which does not keep the host from starting.
    /// </summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        holds.AwaitCheck();
        if (settings.File is null)
        {
            Logger.MarksAreOff();
        }

        try
        {
            await check.RunAsync(cancellationToken);
        }
        // A process boundary: the loop retries, and reports the failure if it persists.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Logger.PassFailed(Name, Pause, exception);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task<TimeSpan> PassAsync(CancellationToken stopping)
    {
        await check.RunAsync(stopping);
        return Pause;
    }
}
