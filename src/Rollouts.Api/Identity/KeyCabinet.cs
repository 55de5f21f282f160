using Rollouts.Domain.Access;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker;
using Rollouts.Worker.Streams;

namespace Rollouts.Api.Identity;

/// <summary>
/// The keys that were handed out, each on a stream of its own. They are looked up at each request and remembered
/// nowhere, so that one that is revoked on any machine opens nothing from that moment on.
/// </summary>
internal sealed class KeyCabinet(Engine engine)
{
    /// <summary>Null for one that never was.</summary>
    public async Task<AccessKey?> FindAsync(KeyId id, CancellationToken cancellation) =>
        (await engine.Runner.LoadAsync(StreamName.Of(id), StateCodecs.Key, cancellation)).State;

    /// <summary>Those that were not revoked, in the order of their ids.</summary>
    /// <param name="after">An id, or null for the beginning.</param>
    public async IAsyncEnumerable<AccessKey> AllAsync(
        KeyId? after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (
            var head in engine.Streams.HeadsAsync(
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
        Origin origin,
        CancellationToken cancellation
    ) => ChangeAsync(key.Id, _ => KeyDecider.Issue(key with { IssuedAt = engine.Clock.Now }, by), origin, cancellation);

    public Task<CommandResult<AccessKey>> RevokeAsync(KeyId id, Origin origin, CancellationToken cancellation) =>
        ChangeAsync(
            id,
            key =>
                key is null
                    ? new AccessDecision.Refused("key.unknown", $"there is no key '{id}'", RefusalKind.NotFound)
                    : KeyDecider.Revoke(key),
            origin,
            cancellation
        );

    /// <summary>Notes that it was used, once a day. Who loses the race leaves it to the winner.</summary>
    public async Task NoteUseAsync(AccessKey key, Actor by, CancellationToken cancellation)
    {
        if (!KeyDecider.Use(key, engine.Clock.Now).IsEmpty)
        {
            var origin = new Origin(engine.Clock.Now, by, new Cause("sign-in", null), "the first use of the day");
            await ChangeAsync(
                key.Id,
                known => new AccessDecision.Accepted(known is null ? [] : KeyDecider.Use(known, engine.Clock.Now)),
                origin,
                cancellation
            );
        }
    }

    private Task<CommandResult<AccessKey>> ChangeAsync(
        KeyId id,
        Func<AccessKey?, AccessDecision> decide,
        Origin origin,
        CancellationToken cancellation
    ) =>
        engine.Runner.TransactAsync(
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
            cancellation
        );
}
