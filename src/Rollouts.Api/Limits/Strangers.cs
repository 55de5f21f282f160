using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.Limits;

/// <summary>
/// Slows down whoever tries keys. Only what was refused is counted, so that strangers behind the same proxy never
/// keep out somebody whose key is valid.
/// </summary>
internal sealed class Strangers : IDisposable
{
    private const int TriesAtOnce = 60;

    private readonly PartitionedRateLimiter<IPAddress> _tries = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address =>
            RateLimitPartition.GetTokenBucketLimiter(
                address,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = TriesAtOnce,
                    TokensPerPeriod = 1,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    QueueLimit = 0,
                }
            )
    );

    /// <summary>Whether this one has tried too often; asking counts as a try.</summary>
    public bool AreTooMany(HttpContext context)
    {
        using var lease = _tries.AttemptAcquire(context.Connection.RemoteIpAddress ?? IPAddress.None);
        return !lease.IsAcquired;
    }

    public void Dispose() => _tries.Dispose();
}
