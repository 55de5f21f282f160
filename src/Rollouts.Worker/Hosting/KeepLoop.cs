using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rollouts.Integrations.Storage;
using Rollouts.Worker.Keeping;

namespace Rollouts.Worker.Hosting;

/// <summary>Keeps the store in order every few minutes, on each worker.</summary>
public sealed class KeepLoop(Keeper keeper, ILogger<KeepLoop> logger, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var finding in await keeper.KeepAsync(stoppingToken))
                {
                    logger.LogTampered(finding.Stream.Text, finding.Verdict.ToString()!);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (StoreUnavailableException exception)
            {
                logger.StoreUnavailable(nameof(KeepLoop), Pause, exception);
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
