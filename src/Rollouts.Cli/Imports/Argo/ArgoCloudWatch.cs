using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Argo;

/// <summary>Converts a CloudWatch query of Argo that has one metric.</summary>
internal static class ArgoCloudWatch
{
    /// <summary>Returns an empty query and reports the loss if the query cannot be converted.</summary>
    public static string Query(SourceNode provider, ArgoArguments arguments, string file, LossLog losses)
    {
        var queries = provider["metricDataQueries"]?.Items ?? [];
        if (queries is not [var only] || only["metricStat"] is not { } stat)
        {
            losses.Lost(
                file,
                provider.Whole(),
                "a check asks CloudWatch for one metric; expressions over several are missing in the plan"
            );
            return "";
        }

        string Fill(string? text) => arguments.Fill(text ?? "").Text;
        var metric = stat["metric"];
        List<string> dimensions = [];
        foreach (var dimension in metric?["dimensions"]?.Items ?? [])
        {
            dimensions.Add($"{Fill(dimension.TextOf("name"))}: {DraftText.Quoted(Fill(dimension.TextOf("value")))}");
        }

        var period = SourceDurations.Read(Fill(stat.TextOf("period"))) ?? TimeSpan.FromMinutes(1);
        var name = Fill(metric?.TextOf("metricName"));
        var space = Fill(metric?.TextOf("namespace"));
        provider.Whole();
        return $"{{ namespace: {DraftText.Quoted(space)}, metric: {DraftText.Quoted(name)}, "
            + $"stat: {Fill(stat.TextOf("stat") ?? "Average")}, "
            + $"dimensions: {{ {string.Join(", ", dimensions)} }}, period: {SourceDurations.Say(period)} }}";
    }
}
