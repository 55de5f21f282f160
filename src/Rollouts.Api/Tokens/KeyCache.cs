using Microsoft.Extensions.Logging;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.SignIn;

namespace Rollouts.Api.Tokens;

/// <summary>
/// What a provider says of itself and its keys, kept for a while. A token with a key that is not known has the keys
/// looked up again, but not as often as strangers can make up keys; while the provider is away the old ones count.
/// </summary>
internal sealed partial class KeyCache(OpenIdProvider provider, TimeProvider time, ILogger<KeyCache> logger)
    : IDisposable
{
    /// <summary>A key that the provider has taken back is good for no longer.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>While the provider is away; after that nobody knows any more whose keys they are.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromHours(24);

    /// <summary>Between two looks that a token with an unknown key, or a failure, has caused.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1, 1);

    private volatile Kept? _kept;
    private DateTimeOffset? _lastTry;

    /// <summary>What the provider says of itself.</summary>
    public async Task<Answer<Discovery>> DescribeAsync(CancellationToken cancellation) =>
        (await KeptAsync(cancellation)).TryGet(out var kept, out var fault) ? kept.Provider : fault;

    /// <summary>The keys, looked up again where none of them can have signed this token.</summary>
    public async Task<Answer<KeySet>> ForAsync(Jwt token, CancellationToken cancellation)
    {
        if (!(await KeptAsync(cancellation)).TryGet(out var kept, out var fault))
        {
            return fault;
        }

        return kept.Keys.For(token).IsEmpty
            ? (await RenewAsync(kept, waits: true, cancellation) ?? kept).Keys
            : kept.Keys;
    }

    public void Dispose() => _turn.Dispose();

    private async Task<Answer<Kept>> KeptAsync(CancellationToken cancellation)
    {
        var kept = _kept;
        var age = kept is null ? TimeSpan.MaxValue : time.GetUtcNow() - kept.At;
        if (kept is null || age >= Fresh)
        {
            var isUsable = age < Oldest;
            kept = await RenewAsync(kept, waits: !isUsable, cancellation) ?? (isUsable ? kept : null);
        }

        return kept is null
            ? new Fault(FaultKind.Unreachable, "the provider's keys are not known, and cannot be had now")
            : kept;
    }

    /// <summary>Null where they cannot be had, or were asked for a moment ago.</summary>
    /// <param name="waits">Whether to wait for somebody who is at it; whoever has keys that will do need not.</param>
    private async Task<Kept?> RenewAsync(Kept? known, bool waits, CancellationToken cancellation)
    {
        if (!await _turn.WaitAsync(waits ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellation))
        {
            return null;
        }

        try
        {
            // Somebody else has done it while this one waited.
            if (!ReferenceEquals(_kept, known))
            {
                return _kept;
            }

            var now = time.GetUtcNow();
            if (_lastTry is { } last && now - last < Patience)
            {
                return null;
            }

            // The first look is nobody's fault, and does not make a token that comes right after it wait.
            _lastTry = known is null ? null : now;
            // Not for the caller alone: one that hangs up at once must not keep the keys from everybody.
            var answer = await FetchAsync(now, CancellationToken.None);
            if (answer.TryGet(out var fetched, out var fault))
            {
                _kept = fetched;
                return fetched;
            }

            // From its end on: a provider that lets everybody wait is asked by one at a time, now and then.
            _lastTry = time.GetUtcNow();
            LogFault(logger, fault.Message);
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Answer<Kept>> FetchAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (!(await provider.DescribeAsync(cancellation)).TryGet(out var described, out var unknown))
        {
            return unknown;
        }

        if (!(await provider.KeysAsync(described, cancellation)).TryGet(out var json, out var missing))
        {
            return missing;
        }

        return KeySet.Read(json) is { } keys
            ? new Kept(described, keys, now)
            : new Fault(FaultKind.Unusable, "the provider's keys are no set of keys");
    }

    [LoggerMessage(1, LogLevel.Warning, "The keys of the provider cannot be had: {Why}")]
    private static partial void LogFault(ILogger logger, string why);

    private sealed record Kept(Discovery Provider, KeySet Keys, DateTimeOffset At);
}
