using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Telling;
using Rollouts.Worker.Observing;

namespace Rollouts.Worker.Hosting;

/// <summary>Looks for what nobody looks after, so that it is an alert and not a mystery.</summary>
internal sealed class OverdueLoop(IStore store, ILogger<OverdueLoop> logger, TimeProvider time) : BackgroundService
{
    private const int MostDeadCounted = 1000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (StoreUnavailableException exception)
            {
                logger.StoreUnavailable(nameof(OverdueLoop), Pause, exception);
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var overdue = await store.Driving.OverdueAsync(Readiness.Overdue, cancellation);
        Telemetry.Overdue.Record(overdue.Rollouts);
        Telemetry.LongestOverdue.Record(overdue.Longest.TotalSeconds);
        if (overdue.Rollouts > 0)
        {
            logger.Overdue(overdue.Rollouts, overdue.Longest);
        }

        var dead = await store.Outbox.DeadAsync(new MessageId(0), MostDeadCounted, cancellation);
        Telemetry.OutboxDead.Record(dead.Count);
    }
}
