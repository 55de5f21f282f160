using Microsoft.Extensions.Logging;
using Rollouts.Engine.Loops;

namespace Rollouts.Engine.Connections;

/// <summary>Loads the connections and environments that other processes have written.</summary>
public sealed class InstallationLoop(
    InstallationRepository installations,
    LoopHealth health,
    ILogger<InstallationLoop> logger,
    TimeProvider time
) : GuardedLoop(health, logger, time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Reads once before the other loops start. Otherwise a stored connection would look missing at first. The loop
    /// retries a failure, which does not keep the host from starting.
    /// </summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await installations.RefreshAsync(cancellationToken);
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
        await installations.RefreshAsync(stopping);
        return Pause;
    }
}
