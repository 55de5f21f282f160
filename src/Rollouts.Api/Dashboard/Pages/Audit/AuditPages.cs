using Microsoft.AspNetCore.Http;
using Rollouts.Api.Audit;
using Rollouts.Api.Dashboard.Queries;
using Rollouts.Api.Dashboard.Requests;
using Rollouts.Engine.Audit;
using Rollouts.Engine.Clocks;
using Rollouts.Storage.Serialization;

namespace Rollouts.Api.Dashboard.Pages.Audit;

/// <summary>Searches the whole log. The same filters export the results.</summary>
internal sealed class AuditPages(AuditLog log, DashboardShell shell, StoreClock clock)
{
    private const int MostShown = 200;

    /// <summary>A search stops after this number of records and says so, because the log grows for ever.</summary>
    private const int MostRead = 200_000;

    public async Task<IResult> ShowAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var filter = AuditFilters.Of(
            Text(query, "stream"),
            Text(query, "event"),
            Text(query, "by"),
            Text(query, "text"),
            Text(query, "since"),
            Text(query, "until")
        );
        Queue<AuditRowView> newest = [];
        var (read, found) = (0, 0);
        await foreach (var chained in log.ReadAsync(filter.Stream, after: null, context.RequestAborted))
        {
            if (++read > MostRead)
            {
                break;
            }

            if (!filter.Shows(chained.Entry))
            {
                continue;
            }

            found++;
            newest.Enqueue(
                new AuditRowView(
                    chained.Entry.Stream,
                    chained.Entry.Version,
                    chained.Entry.At,
                    chained.Entry.Event,
                    EventJson.ReadActor(chained.Entry.By).Name,
                    chained.Entry.Reason,
                    chained.Hash.ToString()
                )
            );
            if (newest.Count > MostShown)
            {
                newest.Dequeue();
            }
        }

        return Page.Of<AuditPage>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(AuditPage.Shell)] = shell.Of(context, "Audit", "Audit", clock.Now),
                [nameof(AuditPage.Rows)] = newest
                    .OrderByDescending(row => row.At)
                    .ThenByDescending(row => row.Version)
                    .ToList(),
                [nameof(AuditPage.Found)] = found,
                [nameof(AuditPage.IsCut)] = read > MostRead,
                [nameof(AuditPage.Query)] = query.ToDictionary(
                    pair => pair.Key,
                    pair => pair.Value.ToString(),
                    StringComparer.Ordinal
                ),
            }
        );
    }

    private static string? Text(IQueryCollection query, string name) =>
        query[name] is [{ Length: > 0 and <= 300 } text] ? text.Trim() : null;
}
