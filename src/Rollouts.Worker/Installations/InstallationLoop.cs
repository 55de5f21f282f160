using Microsoft.Extensions.Logging;
using Rollouts.Worker.Loops;

namespace Rollouts.Worker.Installations;

/// <summary>Takes over the connections and environments that other processes have written.</summary>
internal sealed class InstallationLoop(
    InstallationShelf shelf,
    LoopHealth health,
    ILogger<InstallationLoop> logger,
    TimeProvider time
) : GuardedLoop(health, logger, time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Reads once before the other loops start, or a connection that is stored would at first look as if it were
    /// missing. A failure is retried by the loop; it does not keep the host from starting.
    /// </summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await shelf.RefreshAsync(cancellationToken);
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
        await shelf.RefreshAsync(stopping);
        return Pause;
    }
}
