using System.Globalization;
using System.Text.RegularExpressions;
using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Flagger;

/// <summary>Converts the metrics of a Canary: the built-in ones, and those of templates.</summary>
internal sealed partial class FlaggerMetrics(
    SourceDocument document,
    IReadOnlyList<SourceDocument> parts,
    ImportRequest request,
    LossLog losses,
    FlaggerLoop loop
)
{
    private string Provider => document.Root.At("spec", "provider")?.Text ?? "istio";

    public void Add(SourceNode? metrics, PlanDraft draft, string target)
    {
        foreach (var metric in metrics?.Items ?? [])
        {
            var check = metric.TextOf("name") switch
            {
                "request-success-rate" => SuccessRate(metric),
                "request-duration" => Duration(metric),
                _ => Own(metric, draft, target),
            };
            if (check is not null)
            {
                draft.Checks.Add(check);
            }

            metric.Whole();
        }
    }

    private CheckDraft SuccessRate(SourceNode metric)
    {
        var least = Limit(metric, "min") ?? 99;
        losses.Changed(
            document.File,
            metric,
            $"the share of good answers was held against {Say(least)} at each look; the plan weighs every answer "
                + "(sequential), and compares with the old version where both have traffic"
        );
        var line = $"successRate: {{ atLeast: {Say(least)}%{Of()}, every: {Every} }}";
        return new CheckDraft("successRate", [new DraftLine(line)]) { NeedsAtLeast = loop.Interval * 2 };
    }

    private CheckDraft Duration(SourceNode metric)
    {
        var most = Limit(metric, "max") ?? 500;
        losses.Changed(
            document.File,
            metric,
            $"the 99th percentile was held against {Say(most)} ms at each look; the plan counts the requests that are "
                + "slower, and the limit must be an edge of the histogram's buckets"
        );
        var line = $"latency: {{ p99: {Say(most)}ms{Of()}, every: {Every} }}";
        return new CheckDraft("latency", [new DraftLine(line)]) { NeedsAtLeast = loop.Interval * 2 };
    }

    private CheckDraft? Own(SourceNode metric, PlanDraft draft, string target)
    {
        var name = DraftNames.Unique(metric.TextOf("name"), "metric", draft.Checks.Select(check => check.Name));
        var (low, high) = (metric.At("thresholdRange", "min")?.Number, metric.At("thresholdRange", "max")?.Number);
        if (low is null && high is null)
        {
            high = metric.NumberOf("threshold");
        }

        if (low is null && high is null)
        {
            losses.Lost(
                document.File,
                metric,
                "a metric without a limit cannot fail; the check is missing in the plan"
            );
            return null;
        }

        if (Query(metric, target) is not { } query)
        {
            return null;
        }

        return new ThresholdDraft
        {
            Name = name,
            Source = request.Source,
            Query = query,
            AtLeast = low,
            AtMost = high,
            Every = loop.Interval,
            EveryComment = "analysis.interval",
            Forgiven = loop.Threshold - 1,
            Window = loop.Threshold,
            ToleranceComment = loop.Threshold == 1 ? "Flagger's default: threshold 1" : "analysis.threshold",
            OnNoData = $"{{ do: rollBack, after: {SourceDurations.Say(loop.Interval * loop.Threshold)} }}",
            OnSourceFailure = $"{{ do: rollBack, after: {SourceDurations.Say(loop.Interval * loop.Threshold)} }}",
            TroubleComment = "no answer counts as a failed look in Flagger",
        }.Draft();
    }

    /// <summary>The query as YAML; null if the check is lost.</summary>
    private string? Query(SourceNode metric, string target)
    {
        var interval = metric.TextOf("interval") ?? "1m";
        if (metric["query"] is { Text: { } inline })
        {
            return DraftText.Quoted(OneLine(Fill(inline, metric, target, interval)));
        }

        var name = metric.At("templateRef", "name")?.Text;
        if (name is null)
        {
            losses.Lost(document.File, metric, "Flagger knows no such metric, and neither does a plan");
            return null;
        }

        var template = parts.FirstOrDefault(part => part.Kind == "MetricTemplate" && part.Name == name);
        if (template?.Root["spec"] is not { } spec)
        {
            losses.Lost(document.File, metric, $"the MetricTemplate '{name}' is not in what was given");
            return null;
        }

        var kind = spec.At("provider", "type")?.Text ?? "prometheus";
        var query = spec.TextOf("query");
        spec["provider"]?.Whole();
        if (kind == "prometheus" && query is not null)
        {
            return DraftText.Quoted(OneLine(Fill(query, metric, target, interval)));
        }

        if (kind == "cloudwatch" && query is not null && FlaggerCloudWatch.Query(query) is { } asked)
        {
            return asked;
        }

        losses.Lost(document.File, metric, $"this query of '{kind}' cannot be asked; the check is missing in the plan");
        return null;
    }

    private string Fill(string query, SourceNode metric, string target, string interval)
    {
        var isTarget = false;
        var filled = Placeholder()
            .Replace(
                query,
                match =>
                {
                    var name = match.Groups["name"].Value;
                    if (name is "target" or "service")
                    {
                        isTarget = true;
                        return "{backend}";
                    }

                    return name switch
                    {
                        "namespace" => document.Root.At("metadata", "namespace")?.Text ?? "default",
                        "name" => document.Name,
                        "interval" => interval,
                        "ingress" => document.Root.At("spec", "ingressRef", "name")?.Text ?? target,
                        "route" => document.Root.At("spec", "routeRef", "name")?.Text ?? target,
                        _ => metric
                            .At("templateVariables", name.Replace("variables.", "", StringComparison.Ordinal))
                            ?.Text
                            ?? match.Value,
                    };
                }
            )
            .Replace("{backend}-canary", "{backend}", StringComparison.Ordinal);
        if (isTarget)
        {
            losses.Changed(
                document.File,
                metric,
                "'{{ target }}' became {backend}: the query must find the version by the name of its slot"
            );
        }

        return filled;
    }

    // Flagger 1.0 introduced the range. Older manifests have a single number.
    private double? Limit(SourceNode metric, string bound)
    {
        var range = metric["thresholdRange"];
        if (range?[bound == "min" ? "max" : "min"] is { } other)
        {
            losses.Lost(document.File, other, "the built-in check has one limit");
        }

        return range?[bound]?.Number ?? metric.NumberOf("threshold");
    }

    // The built-in queries of Flagger are those of the mesh. If plans have a counterpart, it is used.
    private string Of() =>
        Provider.Split(':')[0] switch
        {
            "istio" => ", of: istio",
            "linkerd" => ", of: linkerd",
            _ => "",
        };

    private string Every => SourceDurations.Say(loop.Interval);

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Say(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\{\{\s*(?<name>[\w.]{1,80})\s*\}\}",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Placeholder();
}
