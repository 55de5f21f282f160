using Microsoft.Extensions.Logging;
using Rollouts.Engine.Loops;
using Rollouts.Storage.Stores;

namespace Rollouts.Hosting;

/// <summary>
/// Wakes the lane of a rollout after a command, so that the rollout does not wait for the next pass. While this loop
/// fails, the lanes look at their usual pace.
/// </summary>
internal sealed class WakeUpListener(
    IStore store,
    IEnumerable<DriveLane> lanes,
    CheckLoop asking,
    LoopHealth health,
    ILogger<WakeUpListener> logger,
    TimeProvider time
) : GuardedLoop(health, logger, time)
{
    /// <summary>The pause before it listens again after the store ended the subscription.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<DriveLane> _lanes = [.. lanes.OrderBy(lane => lane.Class)];

    protected override async Task<TimeSpan> PassAsync(CancellationToken stopping)
    {
        await foreach (var wakeUp in store.Driving.WakeUpsAsync(stopping))
        {
            // The first lane that covers the class. The last one covers every class.
            (_lanes.FirstOrDefault(lane => lane.Class >= wakeUp.Class) ?? _lanes[^1]).Wake();
            asking.Wake();
        }

        return Pause;
    }
}
