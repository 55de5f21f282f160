using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Rollouts.Domain.Access;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Storage;

namespace Rollouts.Engine.Access;

/// <summary>
/// Records sign-ins and refusals. A caller can cause any number of refusals, so their records are bounded: a flood is
/// sampled, and each record carries the number of refusals that were left out before it. Each authenticated caller has
/// a bound of its own, so that no caller hides what another one was refused. Callers without a credential share one.
/// </summary>
public sealed class AccessLog(StreamRunner runner, TimeProvider time) : IDisposable
{
    private const int LongestPath = 208;

    /// <summary>
    /// Beyond this number of callers all are dropped. That costs a few repeated records and bounds the memory.
    /// </summary>
    private const int MostRemembered = 10_000;

    private static readonly StreamName Stream = new("access/door");

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly Actor Stranger = new(
        ActorKind.Person,
        ActorId.Unidentified,
        "stranger",
        [],
        IsAdministrator: false
    );

    private readonly ConcurrentDictionary<string, DateTimeOffset> _entered = new(StringComparer.Ordinal);

    private readonly PartitionedRateLimiter<ActorId> _lines = PartitionedRateLimiter.Create<ActorId, ActorId>(id =>
        RateLimitPartition.GetTokenBucketLimiter(
            id,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = 20,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromSeconds(10),
                QueueLimit = 0,
            }
        )
    );

    private long _unwritten;

    /// <summary>Records an access once a day for each caller, and after each start.</summary>
    public async Task NoteEntryAsync(Caller caller, string address)
    {
        var now = time.GetUtcNow();
        if (_entered.TryGetValue(caller.Id, out var last) && now - last < Day)
        {
            return;
        }

        if (_entered.Count >= MostRemembered)
        {
            _entered.Clear();
        }

        _entered[caller.Id] = now;
        await AppendAsync(new AccessEvent.Entered(address), caller.Actor, "the first request of the day");
    }

    /// <summary>Records that a person signed in or out.</summary>
    public Task NoteAsync(AccessEvent happened, Actor by, string reason) => AppendAsync(happened, by, reason);

    /// <summary>Records an action that is carried out only if this succeeds.</summary>
    public Task<bool> RecordAsync(AccessEvent happened, Actor by, string reason) =>
        AppendAsync(happened, by, reason, cause: "jobs");

    /// <summary>Records the refusal of a request.</summary>
    /// <param name="code">The code in the response.</param>
    /// <param name="by">Null for a caller that is not authenticated.</param>
    public async Task NoteRefusalAsync(string code, string reason, RequestSource source, Actor? by)
    {
        using var lease = _lines.AttemptAcquire((by ?? Stranger).Id);
        if (!lease.IsAcquired)
        {
            Interlocked.Increment(ref _unwritten);
            return;
        }

        var unwritten = Interlocked.Exchange(ref _unwritten, 0);
        var what = source.What.Length <= LongestPath ? source.What : source.What[..LongestPath];
        var refused = new AccessEvent.Refused(code, what, source.Address, unwritten);
        if (!await AppendAsync(refused, by ?? Stranger, reason))
        {
            Interlocked.Add(ref _unwritten, unwritten + 1);
        }
    }

    public void Dispose() => _lines.Dispose();

    // A refused caller does not learn that the record is missing, and an admitted one does not wait for it.
    private async Task<bool> AppendAsync(AccessEvent happened, Actor by, string reason, string cause = "sign-in")
    {
        try
        {
            var because = new EventMetadata(default, by, new Cause(cause, null), reason);
            return await runner.AppendAsync(Stream, [(happened, because)], messages: [], answer: null, default);
        }
        catch (StoreUnavailableException)
        {
            // The response does not depend on the record. The next record carries the number of missing ones.
            return false;
        }
    }
}
