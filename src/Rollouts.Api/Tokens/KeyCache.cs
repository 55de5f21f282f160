using Microsoft.Extensions.Logging;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.SignIn;

namespace Rollouts.Api.Tokens;

/// <summary>
/// Caches a provider's metadata and keys. A token with an unknown key causes another look-up, but at a limited rate,
/// because an attacker can invent keys. While the provider is unreachable the old keys are used.
/// </summary>
internal sealed partial class KeyCache(OpenIdProvider provider, TimeProvider time, ILogger<KeyCache> logger)
    : IDisposable
{
    /// <summary>A key that the provider has revoked is accepted no longer than this.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long old keys are used while the provider is unreachable. After that they may no longer be its keys.
    /// </summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromHours(24);

    /// <summary>
    /// The shortest time between two look-ups that a failure or a token with an unknown key has caused.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1, 1);

    private volatile Kept? _kept;
    private DateTimeOffset? _lastTry;

    /// <summary>The metadata of the provider.</summary>
    public async Task<Answer<Discovery>> DescribeAsync(CancellationToken cancellation) =>
        (await KeptAsync(cancellation)).TryGet(out var kept, out var fault) ? kept.Provider : fault;

    /// <summary>The keys. They are looked up again if none of them can have signed the token.</summary>
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

    /// <summary>Null if the keys cannot be fetched, or were fetched a moment ago.</summary>
    /// <param name="waits">Whether to wait for a look-up in progress. A caller with usable keys need not.</param>
    private async Task<Kept?> RenewAsync(Kept? known, bool waits, CancellationToken cancellation)
    {
        if (!await _turn.WaitAsync(waits ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellation))
        {
            return null;
        }

        try
        {
            // Another caller has renewed the keys meanwhile.
            if (!ReferenceEquals(_kept, known))
            {
                return _kept;
            }

            var now = time.GetUtcNow();
            if (_lastTry is { } last && now - last < Patience)
            {
                return null;
            }

            // The first look-up counts as no attempt, so that a token right after it does not wait.
            _lastTry = known is null ? null : now;
            // Without the caller's token: a client that disconnects at once must not keep the keys from the others.
            var answer = await FetchAsync(now, CancellationToken.None);
            if (answer.TryGet(out var fetched, out var fault))
            {
                _kept = fetched;
                return fetched;
            }

            // Counted from the end of the attempt, so that a slow provider delays only one caller now and then.
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
