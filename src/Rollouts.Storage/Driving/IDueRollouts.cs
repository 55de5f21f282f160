namespace Rollouts.Storage.Driving;

/// <summary>The due times of the rollouts, and the leases of the workers that hold them.</summary>
public interface IDueRollouts
{
    /// <summary>
    /// Claims rollouts that are due and that no worker holds: the most urgent class first, and the longest overdue
    /// first within it.
    /// </summary>
    Task<Claimed<ClaimedRollout>> ClaimAsync(ClaimRequest request, CancellationToken cancellation);

    /// <summary>Releases the rollouts. A rollout whose lease another worker holds by now is left as it is.</summary>
    Task ReleaseAsync(IReadOnlyList<Release> releases, CancellationToken cancellation);

    /// <summary>The rollouts that are woken, as it happens. A wake-up may be lost or come twice.</summary>
    IAsyncEnumerable<WakeUp> WakeUpsAsync(CancellationToken cancellation);

    /// <summary>
    /// How many rollouts have been due for longer than this, held or not, and for how long the worst of them.
    /// </summary>
    Task<Overdue> OverdueAsync(TimeSpan since, CancellationToken cancellation);
}
