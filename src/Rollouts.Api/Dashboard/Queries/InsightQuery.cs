using Rollouts.Api.Dashboard.Charts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Stores;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>Statistics of past releases of each service, from the rows of the list.</summary>
internal sealed class InsightQuery(IStore store)
{
    private const int BatchSize = 1000;

    /// <summary>The most ended rollouts that are read. The page shows the time that they cover.</summary>
    private const int MostRead = 20_000;

    public async Task<InsightView> ReadAsync(Caller caller, CancellationToken cancellation)
    {
        List<RolloutRow> rows = [];
        RolloutCursor? after = null;
        for (var read = 0; read < MostRead; read += BatchSize)
        {
            var batch = await store.Lists.ListAsync(new RolloutFilter(IsLive: false), after, BatchSize, cancellation);
            rows.AddRange(batch.Where(row => caller.Reaches(row.Service, row.Environment)));
            if (batch.Count < BatchSize)
            {
                break;
            }

            after = new RolloutCursor(batch[^1].OpenedAt, batch[^1].Id);
        }

        var groups = rows.GroupBy(row => (row.Service, row.Environment, row.Owner))
            .Select(group => Of($"{group.Key.Service}", $"{group.Key.Environment}", group.Key.Owner, [.. group]))
            .OrderByDescending(row => row.Ended)
            .ToList();
        return new InsightView(
            rows.Count == 0 ? null : rows.Min(row => row.OpenedAt),
            rows.Count == 0 ? null : Of("all services", "", null, rows),
            groups
        );
    }

    private static InsightRowView Of(string service, string environment, string? owner, List<RolloutRow> rows)
    {
        var good = rows.FindAll(row => row.Status == nameof(Status.Succeeded));
        var back = rows.FindAll(row => row.Status == nameof(Status.RolledBack));
        var decided = good.Count + back.Count;
        return new InsightRowView(
            service,
            environment,
            owner,
            rows.Count,
            good.Count,
            decided == 0 ? null : (double)back.Count / decided,
            Median(good),
            Median(back)
        );
    }

    private static string Median(List<RolloutRow> rows)
    {
        var spans = rows.Where(row => row.EndedAt is not null)
            .Select(row => row.EndedAt!.Value - row.OpenedAt)
            .Order()
            .ToList();
        return spans.Count == 0 ? "none" : Words.Span(spans[spans.Count / 2]);
    }
}
