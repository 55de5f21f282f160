using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rollouts.Integrations.Storage;
using Rollouts.Worker.Hosting;

namespace Rollouts.Worker.Installations;

/// <summary>Takes over what other processes have written of the installation.</summary>
internal sealed class InstallationLoop(InstallationShelf shelf, ILogger<InstallationLoop> logger, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Before anything that is due is worked on, or what is connected would at first look as if it were not.
    /// </summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await shelf.RefreshAsync(cancellation);
        }
        catch (StoreUnavailableException exception)
        {
            logger.StoreUnavailable(nameof(InstallationLoop), Pause, exception);
        }
        // A process boundary: what this build cannot take over must not stop what it already drives.
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.Unforeseen(nameof(InstallationLoop), "taking over what was written", exception);
        }
    }
}
