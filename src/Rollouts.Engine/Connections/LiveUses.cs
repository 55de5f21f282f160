using Rollouts.Domain.Connections;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Rollouts;
using Rollouts.Storage;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Connections;

/// <summary>Finds the live rollouts that depend on a part which a change would remove or break.</summary>
internal sealed class LiveUses(StateReader reader, IStreamStore streams, IStore store)
{
    /// <summary>The most rollouts that a refusal names. There may be thousands.</summary>
    public const int Most = 10;

    private const int Page = 200;

    /// <param name="after">The connection after the change; null if it is removed.</param>
    public Task<ValueList<RolloutId>> OfAsync(
        StoredPart before,
        Connection? after,
        Installation installation,
        CancellationToken cancellation
    ) =>
        before.Part switch
        {
            Part.OfEnvironment { Environment: var environment } => FindAsync(
                new RolloutFilter(Environment: environment, IsLive: true),
                _ => true,
                cancellation
            ),
            Part.OfConnection { Connection: var name } => FindAsync(
                new RolloutFilter(IsLive: true),
                terms =>
                    ConnectionUsage.IsOn(terms, name, before.Connection, installation)
                    && !(
                        after is not null
                        && (before.Connection is not { } old || ConnectionUsage.IsKept(terms, old, after, installation))
                    ),
                cancellation
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private async Task<ValueList<RolloutId>> FindAsync(
        RolloutFilter filter,
        Func<RolloutSpec, bool> isOne,
        CancellationToken cancellation
    )
    {
        List<RolloutId> found = [];
        RolloutCursor? cursor = null;
        ValueList<RolloutRow> page;
        do
        {
            page = await store.Lists.ListAsync(filter, cursor, Page, cancellation);
            var loaded = await streams.LoadAsync([.. page.Select(row => (Wanted)StreamName.Of(row.Id))], cancellation);
            foreach (var stored in loaded.Streams.OfType<StoredState>())
            {
                var rollout = await reader.RolloutOfAsync(stored, cancellation);
                if (isOne(rollout.Spec))
                {
                    found.Add(rollout.Spec.Id);
                }
            }

            cursor = page.IsEmpty ? null : new RolloutCursor(page[^1].OpenedAt, page[^1].Id);
        } while (page.Count == Page && found.Count < Most);

        return found.Take(Most).ToValueList();
    }
}
