using Microsoft.Extensions.Logging;
using Rollouts.Integrations.Storage;
using Rollouts.Worker.Loops;

namespace Rollouts.Worker.Hosting;

/// <summary>
/// Wakes the pumps when a command was given, so that it does not wait for the next pass. While this loop fails the
/// pumps look by themselves.
/// </summary>
internal sealed class WakeUps(
    IStore store,
    DrivePump driving,
    AskPump asking,
    LoopHealth health,
    ILogger<WakeUps> logger,
    TimeProvider time
) : GuardedLoop(health, logger, time)
{
    /// <summary>Before it listens again where the store has ended the listening.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task<TimeSpan> PassAsync(CancellationToken stopping)
    {
        await foreach (var _ in store.Driving.WakeUpsAsync(stopping))
        {
            driving.Wake();
            asking.Wake();
        }

        return Pause;
    }
}
