using Rollouts.Integrations.Storage.Driving;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Outside;

namespace Rollouts.Worker.Driving;

/// <summary>One look at what is due: claims it, and says what it claimed, each with its lease.</summary>
public sealed class DrivePass(IDueRollouts due, StoreClock clock, TimeProvider time, string worker)
{
    public async Task<IReadOnlyList<(ClaimedRollout Rollout, Lease Lease)>> ClaimAsync(
        int atMost,
        CancellationToken cancellation
    )
    {
        var before = time.GetTimestamp();
        var claimed = await due.ClaimAsync(new ClaimRequest(worker, atMost, Patience.Lease), cancellation);
        clock.Saw(claimed.Now);
        return [.. claimed.Items.Select(item => (item, new Lease(item.Lease, time, before, Patience.Lease)))];
    }
}
