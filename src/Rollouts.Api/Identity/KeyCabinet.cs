using Rollouts.Domain.Access;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker;
using Rollouts.Worker.Deciding;

namespace Rollouts.Api.Identity;

/// <summary>
/// The keys that were handed out, each on a stream of its own. They are looked up at each request and remembered
/// nowhere, so that one that is revoked on any machine opens nothing from that moment on.
/// </summary>
internal sealed class KeyCabinet(Engine engine)
{
    private const int MostTries = 5;

    /// <summary>Null for one that never was.</summary>
    public async Task<AccessKey?> FindAsync(KeyId id, CancellationToken cancellation) =>
        (await LoadAsync(id, cancellation)).Key;

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

    public Task<AccessDecision> IssueAsync(AccessKey key, Origin origin, CancellationToken cancellation) =>
        ChangeAsync(key.Id, _ => KeyDecider.Issue(key with { IssuedAt = engine.Clock.Now }), origin, cancellation);

    public Task<AccessDecision> RevokeAsync(KeyId id, Origin origin, CancellationToken cancellation) =>
        ChangeAsync(
            id,
            key =>
                key is null
                    ? new AccessDecision.Refused("key.unknown", $"there is no key '{id}'")
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

    private async Task<AccessDecision> ChangeAsync(
        KeyId id,
        Func<AccessKey?, AccessDecision> decide,
        Origin origin,
        CancellationToken cancellation
    )
    {
        var stream = StreamName.Of(id);
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var (version, before) = await LoadAsync(id, cancellation);
            if (decide(before) is not AccessDecision.Accepted { Events: { IsEmpty: false } happened } accepted)
            {
                return decide(before);
            }

            var because = origin with { At = engine.Clock.Now };
            var after = happened.Aggregate(before, (key, one) => KeyDecider.Evolve(key, one, because.At))!;
            var writes = CompanionWrites.Write(stream, version, after, happened.Select(one => ((object)one, because)));
            var outcomes = await engine.Streams.CommitAsync(
                [new Commit { Writes = writes.ToValueList() }],
                cancellation
            );
            if (outcomes[0] == CommitOutcome.Written)
            {
                return accepted;
            }
        }

        return new AccessDecision.Refused("key.outrun", "others were quicker, each time; ask again");
    }

    private async Task<(int Version, AccessKey? Key)> LoadAsync(KeyId id, CancellationToken cancellation)
    {
        var loaded = await engine.Streams.LoadAsync([StreamName.Of(id)], cancellation);
        engine.Clock.Saw(loaded.Now);
        return loaded.Streams[0] is { } stored ? (stored.Version, StateJson.Read<AccessKey>(stored.State!)) : (0, null);
    }
}
