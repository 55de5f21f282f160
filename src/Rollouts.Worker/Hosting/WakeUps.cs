using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rollouts.Integrations.Storage;

namespace Rollouts.Worker.Hosting;

/// <summary>Wakes the pumps when somebody has given a command, so that nobody waits for the next beat.</summary>
public sealed class WakeUps(IStore store, DrivePump driving, AskPump asking, ILogger<WakeUps> logger, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var _ in store.Driving.WakeUpsAsync(stoppingToken))
                {
                    driving.Wake();
                    asking.Wake();
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (StoreUnavailableException exception)
            {
                // The pumps look by themselves meanwhile; only the hurry is lost.
                logger.StoreUnavailable(nameof(WakeUps), Pause, exception);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
