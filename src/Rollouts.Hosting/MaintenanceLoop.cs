using Microsoft.Extensions.Logging;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Maintenance;

namespace Rollouts.Hosting;

/// <summary>Applies the retention and seals checkpoints every few minutes, on each worker.</summary>
internal sealed class MaintenanceLoop(
    MaintenanceService keeper,
    LoopHealth health,
    ILogger<MaintenanceLoop> logger,
    TimeProvider time
) : GuardedLoop(health, logger, time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>The work is never urgent, and a retry costs the store as much as the first attempt.</summary>
    protected override TimeSpan LongestPause => TimeSpan.FromMinutes(1);

    protected override async Task<TimeSpan> PassAsync(CancellationToken stopping)
    {
        foreach (var (item, forget) in keeper.Retention)
        {
            await GuardAsync(item, () => forget(stopping), stopping);
        }

        foreach (var finding in await keeper.SealAsync(stopping))
        {
            Logger.LogTampered(finding.Stream.Text, finding.Verdict.ToString()!);
        }

        return Pause;
    }
}
