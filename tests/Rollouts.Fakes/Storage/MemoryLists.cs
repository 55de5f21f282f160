using Rollouts.Integrations.Storage.Lists;

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
