using Hangfire;
using Microsoft.Extensions.Logging;
using Rollouts.Engine.Jobs;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Maintenance;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Stores;

namespace Rollouts.Hosting.Jobs;

/// <summary>
/// The jobs that keep the installation in order. One process of the installation runs each of them at its time. Each
/// can run twice without harm. A failure is visible in the dashboard, and the next time comes soon.
/// </summary>
[Queue(QueueName)]
[AutomaticRetry(Attempts = 1, DelaysInSeconds = [15])]
public sealed class RecurringJobs(
    IStore store,
    MaintenanceService maintenance,
    IJobDispatcher queue,
    ILogger<RecurringJobs> logger
)
{
    public const string QueueName = "maintenance";

    /// <summary>Longer than Hangfire needs to deliver the job of a dead process again.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private const int MostFound = 100;

    private const int MostDeadCounted = 1000;

    /// <summary>The ids in the storage, the schedules and the methods.</summary>
    internal static void Register(IRecurringJobManager manager)
    {
        manager.AddOrUpdate<RecurringJobs>("retention", jobs => jobs.RetentionAsync(default), "*/10 * * * *");
        manager.AddOrUpdate<RecurringJobs>("checkpoints", jobs => jobs.CheckpointsAsync(default), "*/10 * * * *");
        manager.AddOrUpdate<RecurringJobs>("leftovers", jobs => jobs.LeftoversAsync(default), Cron.Minutely);
        manager.AddOrUpdate<RecurringJobs>("overdue", jobs => jobs.OverdueAsync(default), Cron.Minutely);
    }

    /// <summary>Deletes records whose retention has ended. A kind that fails does not keep the others.</summary>
    public async Task RetentionAsync(CancellationToken stopping)
    {
        List<string> failed = [];
        foreach (var (item, forget) in maintenance.Retention)
        {
            if (!await ItemGuard.RunAsync("retention", item, () => forget(stopping), logger, stopping))
            {
                failed.Add(item);
            }
        }

        if (failed.Count > 0)
        {
            throw new InvalidOperationException($"The retention failed for {string.Join(", ", failed)}.");
        }
    }

    /// <summary>Seals a checkpoint once an hour.</summary>
    public async Task CheckpointsAsync(CancellationToken stopping)
    {
        foreach (var finding in await maintenance.SealAsync(stopping))
        {
            logger.LogTampered(finding.Stream.Text, finding.Verdict.ToString()!);
        }
    }

    /// <summary>
    /// Enqueues the jobs of callers that were stored and not enqueued, or whose process ended with its memory.
    /// </summary>
    public async Task LeftoversAsync(CancellationToken stopping)
    {
        foreach (var id in await store.JobRuns.TakeStaleAsync(Silence, MostFound, stopping))
        {
            logger.JobFound(id);
            queue.Enqueue(id);
        }
    }

    /// <summary>Reports rollouts that no worker has looked at in time, and messages that could not be sent.</summary>
    public async Task OverdueAsync(CancellationToken stopping)
    {
        var overdue = await store.Driving.OverdueAsync(MaintenanceService.OverdueAfter, stopping);
        if (overdue.Rollouts > 0)
        {
            logger.Overdue(overdue.Rollouts, overdue.Longest);
        }

        var dead = await store.Outbox.DeadAsync(new MessageId(0), MostDeadCounted, stopping);
        if (dead.Count > 0)
        {
            logger.DeadMessages(dead.Count);
        }
    }
}
