using Rollouts.Engine.Metering;
using Rollouts.Storage.Driving;

namespace Rollouts.Engine.Observing;

/// <summary>Measures how late due rollouts are claimed.</summary>
internal sealed class ObservedDriving(IDueRollouts inner, TimeProvider time) : IDueRollouts
{
    public async Task<Claimed<ClaimedRollout>> ClaimAsync(ClaimRequest request, CancellationToken cancellation)
    {
        var claimed = await StoreCalls.MeasureAsync(
            "claim-rollouts",
            time,
            _ => inner.ClaimAsync(request, cancellation)
        );
        foreach (var rollout in claimed.Items)
        {
            Telemetry.DriveLateness.Record((claimed.Now - rollout.Due).TotalSeconds);
        }

        return claimed;
    }

    public Task ReleaseAsync(IReadOnlyList<Release> releases, CancellationToken cancellation) =>
        StoreCalls.MeasureAsync("release", time, () => inner.ReleaseAsync(releases, cancellation));

    public IAsyncEnumerable<WakeUp> WakeUpsAsync(CancellationToken cancellation) => inner.WakeUpsAsync(cancellation);

    public Task<Overdue> OverdueAsync(TimeSpan since, CancellationToken cancellation) =>
        StoreCalls.MeasureAsync("overdue", time, _ => inner.OverdueAsync(since, cancellation));
}
