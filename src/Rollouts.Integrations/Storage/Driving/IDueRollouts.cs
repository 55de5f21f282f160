using Rollouts.Domain.Rollouts;

namespace Rollouts.Integrations.Storage.Driving;

/// <summary>The rollouts by the time at which they are to be looked at, and who looks at them.</summary>
public interface IDueRollouts
{
    /// <summary>Takes rollouts that are due and that nobody holds, the longest overdue first.</summary>
    Task<Claimed<ClaimedRollout>> ClaimAsync(ClaimRequest request, CancellationToken cancellation);

    /// <summary>Lets go of them. One whose lease is somebody else's by now is left alone.</summary>
    Task ReleaseAsync(IReadOnlyList<Release> releases, CancellationToken cancellation);

    /// <summary>The rollouts that somebody woke, as it happens. A wake-up may be lost, or come twice.</summary>
    IAsyncEnumerable<RolloutId> WakeUpsAsync(CancellationToken cancellation);

    /// <summary>How many have been due for longer than this, held or not, and for how long the worst of them.</summary>
    Task<Overdue> OverdueAsync(TimeSpan since, CancellationToken cancellation);
}
