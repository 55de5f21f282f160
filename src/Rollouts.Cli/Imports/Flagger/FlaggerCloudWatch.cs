using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Flagger;

/// <summary>Converts a CloudWatch query of Flagger, a list of MetricDataQuery in JSON, that has one metric.</summary>
internal static class FlaggerCloudWatch
{
    /// <summary>Null if the query has more than one metric.</summary>
    public static string? Query(string json)
    {
        IReadOnlyList<SourceDocument> queries;
        try
        {
            queries = SourceDocuments.Read("query", json);
        }
        catch (CommandFailedException)
        {
            return null;
        }

        if (queries is not [var only] || only.Root["MetricStat"] is not { } stat || stat["Metric"] is not { } metric)
        {
            return null;
        }

        var dimensions = (metric["Dimensions"]?.Items ?? []).Select(dimension =>
            $"{dimension.TextOf("Name")}: {DraftText.Quoted(dimension.TextOf("Value") ?? "")}"
        );
        var period = SourceDurations.Read(stat.TextOf("Period")) ?? TimeSpan.FromMinutes(1);
        return $"{{ namespace: {DraftText.Quoted(metric.TextOf("Namespace") ?? "")}, "
            + $"metric: {DraftText.Quoted(metric.TextOf("MetricName") ?? "")}, "
            + $"stat: {stat.TextOf("Stat") ?? "Average"}, dimensions: {{ {string.Join(", ", dimensions)} }}, "
            + $"period: {SourceDurations.Say(period)} }}";
    }
}
