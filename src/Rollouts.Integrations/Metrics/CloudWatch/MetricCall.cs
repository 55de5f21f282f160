using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>
/// One GetMetricData call for several questions. A call has one time range, so the answer covers more than each
/// question needs, and each question takes its own part.
/// </summary>
internal sealed class MetricCall(CloudWatchClient client, TimeSpan settling, Instant? present)
{
    public async Task<IReadOnlyList<Answer<Reading>>> AskAsync(
        IReadOnlyList<Asked> questions,
        CancellationToken cancellation
    )
    {
        var call = new CallBuilder();
        var ids = questions.Select(question => question.AddTo(call)).ToList();
        var series = new Dictionary<string, Series>(StringComparer.Ordinal);
        var request = new JsonObject
        {
            ["MetricDataQueries"] = call.Queries,
            ["StartTime"] = Seconds(questions.Min(question => Start(question))),
            ["EndTime"] = Seconds(questions.Max(question => question.EndAfter(settling))),
            ["ScanBy"] = "TimestampAscending",
        };
        var failed = await client
            .AskAsync("GetMetricData", request, present, page => Take(page, series), cancellation)
            .ConfigureAwait(false);
        if (failed is { Kind: FaultKind.Refused } && questions.Count > 1)
        {
            // CloudWatch refuses a whole call for one invalid query, and may not name that query.
            return await ByHalvesAsync(questions, cancellation).ConfigureAwait(false);
        }

        return
        [
            .. questions.Zip(ids, (question, parts) => failed is not null ? failed : Read(question, parts, series)),
        ];
    }

    private async Task<IReadOnlyList<Answer<Reading>>> ByHalvesAsync(
        IReadOnlyList<Asked> questions,
        CancellationToken cancellation
    )
    {
        var middle = questions.Count / 2;
        var first = AskAsync([.. questions.Take(middle)], cancellation);
        var second = AskAsync([.. questions.Skip(middle)], cancellation);
        return [.. await first.ConfigureAwait(false), .. await second.ConfigureAwait(false)];
    }

    private Answer<Reading> Read(
        Asked question,
        ValueList<KeyValuePair<string, string>> parts,
        Dictionary<string, Series> series
    )
    {
        var byPart = new Dictionary<string, Series>(StringComparer.Ordinal);
        foreach (var (part, id) in parts)
        {
            byPart[part] = series.TryGetValue(id, out var found) ? found : new Series();
            if (byPart[part].Refusal(client.Name) is { } refusal)
            {
                return refusal;
            }
        }

        return question.Read(part => byPart.GetValueOrDefault(part), question.EndAfter(settling));
    }

    private Fault? Take(JsonElement page, Dictionary<string, Series> series)
    {
        if (
            page.TryGetProperty("Messages", out var messages)
            && messages.ValueKind == JsonValueKind.Array
            && messages.GetArrayLength() > 0
        )
        {
            return new Fault(
                FaultKind.Unusable,
                $"{client.Name} has doubts, so its answer is not used: {Series.Said(messages[0])}"
            );
        }

        if (!page.TryGetProperty("MetricDataResults", out var results) || results.ValueKind != JsonValueKind.Array)
        {
            return new Fault(FaultKind.Unusable, $"{client.Name} answers without results");
        }

        foreach (var result in results.EnumerateArray())
        {
            if (!result.TryGetProperty("Id", out var id) || id.GetString() is not { } name)
            {
                return new Fault(FaultKind.Unusable, $"{client.Name} answers with a result that has no id");
            }

            if (!series.TryGetValue(name, out var known))
            {
                series[name] = known = new Series();
            }

            if (!known.Take(result))
            {
                return new Fault(FaultKind.Unusable, $"{client.Name} answers with numbers that have no times");
            }
        }

        return null;
    }

    // At least one period, even if none is complete yet, because CloudWatch refuses an empty time range.
    private Instant Start(Asked question)
    {
        var latest = question.EndAfter(settling) - question.Period;
        return question.Begin < latest ? question.Begin : latest;
    }

    private static double Seconds(Instant moment) => moment.Microseconds / 1_000_000d;
}
