using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.CloudWatch;

/// <summary>GetMetricData, with its limits, its pages and its forms of missing data.</summary>
internal sealed partial class MetricDataCall(MetricStore store, CloudWatchRules rules)
{
    private const int MostQueries = 500;
    private const int MostDimensions = 30;
    private const int MostDatapoints = 100_800;

    public IResult Answer(HttpContext context, JsonObject request)
    {
        var queries = request["MetricDataQueries"]?.AsArray().Select(query => query!.AsObject()).ToList() ?? [];
        rules.Note($"GetMetricData {queries.Count}");
        var (start, end) = (Moment(request, "StartTime"), Moment(request, "EndTime"));
        Validate(queries, start, end);
        Demand(
            request["MaxDatapoints"]?.GetValue<int>() is null or (>= 1 and <= MostDatapoints),
            $"MaxDatapoints must be between 1 and {MostDatapoints}"
        );
        if (PageTokens.Read(request["NextToken"]?.GetValue<string>()) is not { } from)
        {
            return CloudWatchEndpoint.Error(context, 400, PageTokens.Code, "The next token is invalid");
        }

        var shown = store.Now - rules.Lateness();
        var series = new Dictionary<string, SortedDictionary<long, double>>(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var query in queries.Where(query => query["MetricStat"] is not null))
        {
            var stat = query["MetricStat"]!;
            names[Id(query)] = stat["Metric"]!["MetricName"]!.GetValue<string>();
            series[Id(query)] = store.Read(
                KeyOf(stat["Metric"]!),
                Stat(stat),
                Period(stat),
                start,
                shown < end ? shown : end
            );
        }

        foreach (var query in queries.Where(query => query["Expression"] is not null))
        {
            series[Id(query)] = Calculate(query, series);
        }

        return Page(request, from, queries, series, names);
    }

    private IResult Page(
        JsonObject request,
        int from,
        List<JsonObject> queries,
        Dictionary<string, SortedDictionary<long, double>> series,
        Dictionary<string, string> names
    )
    {
        var isAscending = request["ScanBy"]?.GetValue<string>() == "TimestampAscending";
        var size = Math.Min(rules.PageSize, request["MaxDatapoints"]?.GetValue<int>() ?? rules.PageSize);
        var (seen, results, left) = (0, new JsonArray(), false);
        foreach (var query in queries.Where(query => query["ReturnData"]?.GetValue<bool>() != false))
        {
            var points = isAscending ? [.. series[Id(query)]] : series[Id(query)].Reverse().ToList();
            var mine = points.Where((_, i) => seen + i >= from && seen + i < from + size).ToList();
            var isCut = seen + points.Count > from + size;
            left |= isCut;
            seen += points.Count;
            var status = rules.Statuses.GetValueOrDefault(names.GetValueOrDefault(Id(query), ""));
            results.Add(
                new JsonObject
                {
                    ["Id"] = Id(query),
                    ["Label"] = query["Label"]?.GetValue<string>() ?? names.GetValueOrDefault(Id(query), Id(query)),
                    ["Timestamps"] = new JsonArray([.. mine.Select(point => JsonValue.Create(point.Key))]),
                    ["Values"] = new JsonArray([.. mine.Select(point => JsonValue.Create(point.Value))]),
                    ["StatusCode"] = status ?? (isCut ? "PartialData" : "Complete"),
                }
            );
        }

        var answer = new JsonObject { ["MetricDataResults"] = results, ["Messages"] = new JsonArray() };
        if (rules.Message is var (code, value))
        {
            answer["Messages"]!.AsArray().Add(new JsonObject { ["Code"] = code, ["Value"] = value });
        }

        if (left)
        {
            answer["NextToken"] = PageTokens.Of(from + size);
        }

        return Results.Json(answer, contentType: "application/x-amz-json-1.0");
    }

    private static SortedDictionary<long, double> Calculate(
        JsonObject query,
        Dictionary<string, SortedDictionary<long, double>> series
    )
    {
        try
        {
            return new MetricMath(query["Expression"]!.GetValue<string>(), series).Run();
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"Error in expression '{Id(query)}' [{wrong.Message}]", wrong);
        }
    }

    private void Validate(List<JsonObject> queries, DateTimeOffset start, DateTimeOffset end)
    {
        Demand(queries.Count is > 0 and <= MostQueries, $"MetricDataQueries must have 1 to {MostQueries} members");
        Demand(start < end, "The parameter StartTime must be less than the parameter EndTime.");
        Demand(
            queries.TrueForAll(query => IdForm().IsMatch(Id(query))),
            "The value for Id must match ^[a-z][a-zA-Z0-9_]*"
        );
        Demand(queries.Select(Id).Distinct().Count() == queries.Count, "The values for Id must be unique");
        foreach (var stat in queries.Select(query => query["MetricStat"]).OfType<JsonNode>())
        {
            var period = Period(stat);
            var age = store.Now - start;
            Demand(period is 1 or 5 or 10 or 20 or 30 || (period >= 60 && period % 60 == 0), "Invalid period");
            Demand(
                (stat["Metric"]!["Dimensions"]?.AsArray().Count ?? 0) <= MostDimensions,
                $"Dimensions must have at most {MostDimensions} members"
            );
            Demand(period >= 60 || age <= TimeSpan.FromHours(3), "Periods below a minute reach back 3 hours");
            Demand(StatForm().IsMatch(Stat(stat)), $"The value {Stat(stat)} for parameter Stat is not supported.");
        }
    }

    private static void Demand(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new FormatException(otherwise);
        }
    }

    private static string Id(JsonObject query) => query["Id"]?.GetValue<string>() ?? "";

    private static string Stat(JsonNode stat) => stat["Stat"]!.GetValue<string>();

    private static int Period(JsonNode stat) => stat["Period"]!.GetValue<int>();

    private static string KeyOf(JsonNode metric) =>
        MetricStore.KeyOf(
            metric["Namespace"]!.GetValue<string>(),
            metric["MetricName"]!.GetValue<string>(),
            metric["Dimensions"]
                ?.AsArray()
                .Select(dimension =>
                    KeyValuePair.Create(dimension!["Name"]!.GetValue<string>(), dimension["Value"]!.GetValue<string>())
                )
                ?? []
        );

    // The JSON protocol uses seconds since 1970.
    private static DateTimeOffset Moment(JsonObject request, string name) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(request[name]!.GetValue<double>() * 1000));

    [GeneratedRegex("^[a-z][a-zA-Z0-9_]*$", RegexOptions.NonBacktracking)]
    private static partial Regex IdForm();

    [GeneratedRegex(
        @"^(Sum|Average|Minimum|Maximum|SampleCount|p[0-9]{1,2}(\.[0-9]+)?)$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex StatForm();
}
