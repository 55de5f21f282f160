using Rollouts.Storage.Driving;

namespace Rollouts.Storage.Coalescing;

internal sealed class CoalescedDriving(IDueRollouts driving) : IDueRollouts
{
    private const int Transactions = 2;

    private const int Together = 200;

    private readonly RequestCoalescer<IReadOnlyList<Release>, object?> _releases = new(
        Transactions,
        Together,
        releases => releases.Count,
        async many =>
        {
            await driving
                .ReleaseAsync([.. many.SelectMany(releases => releases)], CancellationToken.None)
                .ConfigureAwait(false);
            return new object?[many.Count];
        }
    );

    public Task<Claimed<ClaimedRollout>> ClaimAsync(ClaimRequest request, CancellationToken cancellation) =>
        driving.ClaimAsync(request, cancellation);

    public Task ReleaseAsync(IReadOnlyList<Release> releases, CancellationToken cancellation) =>
        _releases.AskAsync(releases, cancellation);

    public IAsyncEnumerable<WakeUp> WakeUpsAsync(CancellationToken cancellation) => driving.WakeUpsAsync(cancellation);

    public Task<Overdue> OverdueAsync(TimeSpan since, CancellationToken cancellation) =>
        driving.OverdueAsync(since, cancellation);
}
