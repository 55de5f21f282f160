using Rollouts.Domain.Access;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Streams;
using Rollouts.Storage;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Keys;

/// <summary>
/// The API keys, each on its own stream. They are read at each request and never cached, so that a key that is revoked
/// on any machine is invalid from that moment on.
/// </summary>
public sealed class KeyRepository(StreamRunner runner, StoreClock clock, IStreamStore streams)
{
    /// <summary>Null if the key never existed.</summary>
    public async Task<AccessKey?> FindAsync(KeyId id, CancellationToken cancellation) =>
        (await runner.LoadAsync(StreamName.Of(id), StateCodecs.Key, cancellation)).State;

    /// <summary>The keys that were not revoked, in the order of their ids.</summary>
    /// <param name="after">An id, or null for the beginning.</param>
    public async IAsyncEnumerable<AccessKey> AllAsync(
        KeyId? after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (
            var head in streams.HeadsAsync(
                after is { } last ? StreamName.Of(last) : StreamName.BeforeKeys,
                cancellation
            )
        )
        {
            if (new StreamName(head.Stream).Key is not { } id)
            {
                yield break;
            }

            if (await FindAsync(id, cancellation) is { RevokedAt: null } key)
            {
                yield return key;
            }
        }
    }

    public Task<CommandResult<AccessKey>> IssueAsync(
        AccessKey key,
        Granter by,
        EventMetadata origin,
        CancellationToken cancellation
    ) => ChangeAsync(key.Id, _ => KeyDecider.Issue(key with { IssuedAt = clock.Now }, by), origin, cancellation);

    public Task<CommandResult<AccessKey>> RevokeAsync(
        KeyId id,
        EventMetadata origin,
        Func<AccessKey, StoredAnswer>? answer,
        CancellationToken cancellation
    ) =>
        ChangeAsync(
            id,
            key =>
                key is null
                    ? new AccessDecision.Refused("key.unknown", $"there is no key '{id}'", RefusalKind.NotFound)
                    : KeyDecider.Revoke(key),
            origin,
            cancellation,
            answer
        );

    /// <summary>
    /// Records that the key was used, once a day. A writer that loses the race leaves the record to the winner.
    /// </summary>
    public async Task NoteUseAsync(AccessKey key, Actor by, CancellationToken cancellation)
    {
        if (!KeyDecider.Use(key, clock.Now).IsEmpty)
        {
            var origin = new EventMetadata(clock.Now, by, new Cause("sign-in", null), "the first use of the day");
            await ChangeAsync(
                key.Id,
                known => new AccessDecision.Accepted(known is null ? [] : KeyDecider.Use(known, clock.Now)),
                origin,
                cancellation
            );
        }
    }

    private Task<CommandResult<AccessKey>> ChangeAsync(
        KeyId id,
        Func<AccessKey?, AccessDecision> decide,
        EventMetadata origin,
        CancellationToken cancellation,
        Func<AccessKey, StoredAnswer>? answer = null
    ) =>
        runner.TransactAsync(
            StreamName.Of(id),
            StateCodecs.Key,
            (before, now) =>
            {
                switch (decide(before.State))
                {
                    case AccessDecision.Refused refused:
                        return new StreamChange<AccessKey>.Refuse(refused.Why);
                    case AccessDecision.Accepted { Events: var events }:
                        var after = events.Aggregate(
                            before.State,
                            (key, happened) => KeyDecider.Evolve(key, happened, now)
                        );
                        return StreamAppend.Change(before, after!, events, origin with { At = now });
                    default:
                        throw new System.Diagnostics.UnreachableException();
                }
            },
            cancellation,
            answer
        );
}
