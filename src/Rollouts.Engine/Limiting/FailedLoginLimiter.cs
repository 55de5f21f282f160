using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Engine.Limiting;

/// <summary>
/// Slows down callers who try credentials. An address that has tried too often is turned away before its credential is
/// looked up. Only refusals count, and a credential that was good lately is looked up in any case, so that failed
/// attempts behind one proxy do not keep out the other callers of that proxy.
/// </summary>
public sealed class FailedLoginLimiter : IDisposable
{
    private const int TriesAtOnce = 60;

    /// <summary>
    /// Beyond this number of addresses all are dropped, which costs callers behind a noisy address one wait.
    /// </summary>
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<string, byte> _good = new(StringComparer.Ordinal);

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

    /// <summary>Whether the request is refused without a look-up. This call does not count as an attempt.</summary>
    public bool AreTurnedAway(HttpContext context) =>
        _tries.GetStatistics(AddressOf(context)) is { CurrentAvailablePermits: 0 }
        && !(DigestOf(context) is { } digest && _good.ContainsKey(digest));

    /// <summary>Counts a refusal. Returns true if the address has tried too often.</summary>
    public bool AreTooMany(HttpContext context)
    {
        using var lease = _tries.AttemptAcquire(AddressOf(context));
        return !lease.IsAcquired;
    }

    /// <summary>Remembers that the credential of a request was good.</summary>
    public void Know(HttpContext context)
    {
        if (_good.Count >= MostRemembered)
        {
            _good.Clear();
        }

        if (DigestOf(context) is { } digest)
        {
            _good.TryAdd(digest, 0);
        }
    }

    public void Dispose() => _tries.Dispose();

    /// <summary>
    /// The address under which attempts are counted. Providers give a subscriber 2^64 addresses of IPv6, so these count
    /// as one.
    /// </summary>
    internal static IPAddress PartitionOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes);
    }

    private static IPAddress AddressOf(HttpContext context) =>
        PartitionOf(context.Connection.RemoteIpAddress ?? IPAddress.None);

    private static string? DigestOf(HttpContext context) =>
        (context.Request.Headers.Authorization.ToString(), context.Request.Headers.Cookie.ToString()) switch
        {
            ("", "") => null,
            ("", var cookie) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(cookie))),
            (var authorization, _) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(authorization))),
        };
}
