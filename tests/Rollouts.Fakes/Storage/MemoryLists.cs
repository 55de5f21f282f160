using System.Runtime.CompilerServices;
using Rollouts.Storage.Lists;

namespace Rollouts.Fakes.Storage;

internal sealed class MemoryLists(MemoryTables tables) : IRolloutLists
{
    public Task<ValueList<RolloutRow>> ListAsync(
        RolloutFilter filter,
        RolloutCursor? after,
        int atMost,
        CancellationToken cancellation
    ) =>
        tables.Run(
            "Lists",
            nameof(ListAsync),
            () =>
                tables
                    .Rollouts.Values.Select(rollout => rollout.Row)
                    .OfType<RolloutRow>()
                    .Where(row => Passes(row, filter))
                    .Where(row => after is null || IsAfter(row, after))
                    .OrderByDescending(row => row.OpenedAt)
                    .ThenByDescending(row => row.Id.Value)
                    .Take(atMost)
                    .ToValueList(),
            cancellation
        );

    public Task<ValueList<RolloutRow>> FindAsync(IReadOnlyList<RolloutId> rollouts, CancellationToken cancellation) =>
        tables.Run(
            "Lists",
            nameof(FindAsync),
            () => rollouts.Select(id => tables.Rollouts.GetValueOrDefault(id)?.Row).OfType<RolloutRow>().ToValueList(),
            cancellation
        );

    /// <summary>Says again and again that anything may have changed, as a store may.</summary>
    public async IAsyncEnumerable<ValueList<RolloutId>> ChangesAsync(
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        while (true)
        {
            yield return [];
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
    }

    private static bool Passes(RolloutRow row, RolloutFilter filter) =>
        (filter.Service is not { } service || row.Service == service)
        && (filter.Environment is not { } environment || row.Environment == environment)
        && (filter.Status is null || row.Status == filter.Status)
        && (filter.Owner is null || row.Owner == filter.Owner)
        && (filter.IsLive is not { } isLive || row.EndedAt is null == isLive)
        && (
            filter.Text is not { } text
            || row.Service.Value.Contains(text, StringComparison.OrdinalIgnoreCase)
            || row.Version.Value.Contains(text, StringComparison.OrdinalIgnoreCase)
        );

    private static bool IsAfter(RolloutRow row, RolloutCursor cursor) =>
        row.OpenedAt < cursor.OpenedAt
        || (row.OpenedAt == cursor.OpenedAt && row.Id.Value.CompareTo(cursor.Id.Value) < 0);
}
