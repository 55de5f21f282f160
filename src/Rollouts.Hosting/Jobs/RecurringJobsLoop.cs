using Hangfire;
using Microsoft.Extensions.Logging;
using Rollouts.Engine.Loops;

namespace Rollouts.Hosting.Jobs;

/// <summary>
/// Registers the recurring jobs. It is a loop, because the registration takes a lock that a killed process may have
/// left, and a start must not fail for that. It repeats, so that a job that was deleted in the dashboard comes back.
/// </summary>
internal sealed class RecurringJobsLoop(
    IRecurringJobManager manager,
    LoopHealth health,
    ILogger<RecurringJobsLoop> logger,
    TimeProvider time
) : GuardedLoop(health, logger, time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task<TimeSpan> PassAsync(CancellationToken stopping)
    {
        await Task.Run(() => RecurringJobs.Register(manager), stopping);
        return Pause;
    }
}
