using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rollouts.Engine.Metering;
using Rollouts.Storage;

namespace Rollouts.Engine.Loops;

/// <summary>
/// The base of every background loop. An unexpected exception in a pass is logged, counted and followed by a bounded
/// pause. It never ends the loop, and never stops the host.
/// </summary>
public abstract class GuardedLoop(LoopHealth health, ILogger logger, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause after a failed pass.</summary>
    protected virtual TimeSpan LongestPause => TimeSpan.FromSeconds(10);

    protected TimeProvider Time => time;

    protected ILogger Logger => logger;

    /// <summary>The name of the loop in the log, in metrics and in the readiness page.</summary>
    protected string Name => GetType().Name;

    /// <summary>One pass of the loop.</summary>
    /// <returns>The pause before the next pass.</returns>
    protected abstract Task<TimeSpan> PassAsync(CancellationToken stopping);

    /// <summary>Waits between two passes.</summary>
    protected virtual Task RestAsync(TimeSpan pause, CancellationToken stopping) => Task.Delay(pause, time, stopping);

    /// <summary>Completes the work in progress when the loop is stopped.</summary>
    protected virtual Task FinishAsync() => Task.CompletedTask;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        health.Started(Name);
        return base.StartAsync(cancellationToken);
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = new Backoff(FirstPause, LongestPause);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                if (await FailureOfAsync(backoff, stoppingToken) is { } pause)
                {
                    await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }

            await FinishAsync();
        }
        // The last line of defence: the loop has ended, so this is reported, and the readiness page fails.
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LoopEnded(Name, exception);
            Telemetry.LoopFailures.Add(1, new KeyValuePair<string, object?>(Labels.Loop, Name));
            health.Ended(Name);
        }
    }

    /// <summary>Runs one item of a pass, so that its failure does not delay the others.</summary>
    /// <returns>False if the item failed unexpectedly.</returns>
    protected Task<bool> GuardAsync(string item, Func<Task> work, CancellationToken cancellation) =>
        ItemGuard.RunAsync(Name, item, work, logger, cancellation);

    /// <summary>Runs one pass and the rest after it. Returns the pause to make if it failed.</summary>
    private async Task<TimeSpan?> FailureOfAsync(Backoff backoff, CancellationToken stopping)
    {
        try
        {
            var rest = await PassAsync(stopping);
            backoff.Reset();
            health.Succeeded(Name);
            await RestAsync(rest, stopping);
            return null;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (StoreUnavailableException exception)
        {
            // The readiness page asks the store itself, so an outage is no failure of the loop.
            var pause = backoff.Next();
            logger.StoreUnavailable(Name, pause, exception);
            return pause;
        }
        // A process boundary: a bug in one loop must not end the others.
        catch (Exception exception)
        {
            var pause = backoff.Next();
            logger.PassFailed(Name, pause, exception);
            Telemetry.LoopFailures.Add(1, new KeyValuePair<string, object?>(Labels.Loop, Name));
            health.Failed(Name, backoff.Longest * 3);
            return pause;
        }
    }
}
