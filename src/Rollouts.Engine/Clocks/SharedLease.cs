using Rollouts.Storage.Idempotency;

namespace Rollouts.Engine.Clocks;

/// <summary>
/// Lets one process of several do something that is not bound to a rollout. It is kept as a request that is never
/// answered: who received it holds the lease, and another process takes it over when it was not renewed in time.
/// </summary>
/// <param name="name">What the holder does, and where.</param>
public sealed class SharedLease(IIdempotencyRepository requests, string name, TimeProvider time)
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Shorter than the time between two renewals. If two processes hold the lease, as after a pause of one of them,
    /// one of the two finds a renewal that is younger than its own, and gives up.
    /// </summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(8);

    private readonly RequestKey _key = new("lease/", name);
    private long? _renewedAt;

    /// <summary>Whether this process holds the lease now. It is taken or renewed if it is time to do so.</summary>
    public async Task<bool> HoldAsync(CancellationToken cancellation)
    {
        var age = _renewedAt is { } at ? time.GetElapsedTime(at) : TimeSpan.MaxValue;
        if (age < RenewEvery)
        {
            return true;
        }

        // Counted from before the store is asked, so that the holder believes in it for less long than the store does.
        var asked = time.GetTimestamp();
        var taken = await requests.ReceiveAsync(_key, name, age < Length ? Young : Length, cancellation);
        _renewedAt = taken is Reception.Fresh ? asked : null;
        return _renewedAt is not null;
    }

    /// <summary>Lets another process take it at once.</summary>
    public async Task ReleaseAsync(CancellationToken cancellation)
    {
        if (_renewedAt is not null)
        {
            _renewedAt = null;
            await requests.LeaveAsync(_key, cancellation);
        }
    }
}
