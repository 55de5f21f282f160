using Rollouts.Domain.Installations;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Lists;
using Rollouts.Integrations.Storage.Streams;

namespace Rollouts.Worker.Installations;

/// <summary>Which live rollouts a change of the installation would leave without what they rely on.</summary>
internal sealed class LiveUses(Engine engine, IStore store)
{
    /// <summary>As many as a person wants to read; there may be thousands.</summary>
    public const int Most = 10;

    private const int Page = 200;

    /// <param name="after">What the connection would be; null where it is to be removed.</param>
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
                    Reliance.IsOn(terms, name, before.Connection, installation)
                    && !(
                        after is not null
                        && (before.Connection is not { } old || Reliance.IsKept(terms, old, after, installation))
                    ),
                cancellation
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private async Task<ValueList<RolloutId>> FindAsync(
        RolloutFilter filter,
        Func<Terms, bool> isOne,
        CancellationToken cancellation
    )
    {
        List<RolloutId> found = [];
        RolloutCursor? cursor = null;
        ValueList<RolloutRow> page;
        do
        {
            page = await store.Lists.ListAsync(filter, cursor, Page, cancellation);
            var loaded = await engine.Streams.LoadAsync(
                [.. page.Select(row => (Wanted)StreamName.Of(row.Id))],
                cancellation
            );
            foreach (var stored in loaded.Streams.OfType<StoredState>())
            {
                var rollout = await engine.Reader.RolloutOfAsync(stored, cancellation);
                if (isOne(rollout.Terms))
                {
                    found.Add(rollout.Terms.Id);
                }
            }

            cursor = page.IsEmpty ? null : new RolloutCursor(page[^1].OpenedAt, page[^1].Id);
        } while (page.Count == Page && found.Count < Most);

        return found.Take(Most).ToValueList();
    }
}
