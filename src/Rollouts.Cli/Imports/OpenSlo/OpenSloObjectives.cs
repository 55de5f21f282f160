using System.Globalization;
using System.Text.RegularExpressions;
using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.OpenSlo;

/// <summary>Converts the objectives of one service.</summary>
internal sealed partial class OpenSloObjectives(
    PlanDraft draft,
    IReadOnlyList<SourceDocument> indicators,
    ImportRequest request,
    LossLog losses
)
{
    public void Add(SourceDocument document)
    {
        if (Indicator(document) is not { } spec)
        {
            losses.Lost(document.File, document.Root, "the indicator is not in what was given; the check is missing");
            return;
        }

        var objectives = document.Root.At("spec", "objectives")?.Items ?? [];
        foreach (var objective in objectives)
        {
            if (spec["ratioMetric"] is { } ratio)
            {
                Ratio(document, ratio, objective);
            }
            else if (spec["thresholdMetric"] is { } threshold)
            {
                Threshold(document, threshold, objective);
            }
        }
    }

    private SourceNode? Indicator(SourceDocument document)
    {
        var spec = document.Root["spec"];
        if (spec?["indicator"]?["spec"] is { } inline)
        {
            spec["indicator"]!["metadata"]?.Whole();
            return inline;
        }

        var name = spec?["indicatorRef"]?.Text;
        return indicators.FirstOrDefault(indicator => indicator.Name == name)?.Root["spec"];
    }

    private void Ratio(SourceDocument document, SourceNode ratio, SourceNode objective)
    {
        var target = Target(objective);
        var (good, bad, total) = (Query(ratio["good"]), Query(ratio["bad"]), Query(ratio["total"]));
        ratio["counter"]?.Whole();
        if (target is null || total is null || (good is null && bad is null))
        {
            losses.Lost(
                document.File,
                objective,
                "a target, 'total' and one of 'good' and 'bad' are needed for a check"
            );
            return;
        }

        var name = Name(document, objective);
        if (bad is not null && Selector(total) is { } all && Selector(bad) is { } failed)
        {
            var limit = (100 - target.Value).ToString("0.####", CultureInfo.InvariantCulture);
            draft.Checks.Add(
                new CheckDraft(
                    name,
                    [
                        new DraftLine($"name: {name}"),
                        .. SourceLine(),
                        new DraftLine($"counts: {{ total: {DraftText.Quoted(all)}, bad: {DraftText.Quoted(failed)} }}"),
                        new DraftLine($"judge: {{ sequential: {{ against: {{ atMost: {limit}% }} }} }}"),
                        new DraftLine("every: 15s"),
                    ]
                )
                {
                    NeedsAtLeast = TimeSpan.FromMinutes(1),
                }
            );
            losses.Changed(document.File, objective, "the budget of weeks became a limit for the share of bad answers");
            return;
        }

        var query = good is not null ? $"({good}) / ({total})" : $"1 - ({bad}) / ({total})";
        Value(name, query, target.Value / 100, null);
        losses.Changed(
            document.File,
            objective,
            "a quotient of rates became a threshold on one number, looked at each 1m"
        );
    }

    private void Threshold(SourceDocument document, SourceNode threshold, SourceNode objective)
    {
        var value = objective.NumberOf("value");
        var op = objective.TextOf("op");
        if (Query(threshold) is not { } query || value is null || op is null)
        {
            losses.Lost(document.File, objective, "'op' and 'value' are needed for a check");
            return;
        }

        var isLeast = op is "gt" or "gte";
        if (objective["target"] is not null || objective["targetPercent"] is not null)
        {
            losses.Changed(document.File, objective, "each look has to hold, and not a share of them over weeks");
        }

        Value(Name(document, objective), query, isLeast ? value : null, isLeast ? null : value);
    }

    private void Value(string name, string query, double? least, double? most) =>
        draft.Checks.Add(
            new ThresholdDraft
            {
                Name = name,
                Source = request.Source,
                Query = DraftText.Quoted(query),
                AtLeast = least,
                AtMost = most,
                Every = TimeSpan.FromMinutes(1),
                Forgiven = 1,
                Window = 3,
                ToleranceComment = "added: one look in three may be bad",
                OnNoData = "{ do: hold, after: 3m }",
                OnSourceFailure = "{ do: hold, after: 3m }",
            }.Draft()
        );

    private IEnumerable<DraftLine> SourceLine() =>
        request.Source is { } source ? [new DraftLine($"source: {source}")] : [];

    private string Name(SourceDocument document, SourceNode objective) =>
        DraftNames.Unique(
            objective.TextOf("displayName") is { } shown ? $"{document.Name}-{shown}" : document.Name,
            "objective",
            draft.Checks.Select(check => check.Name)
        );

    private static double? Target(SourceNode objective) =>
        objective.NumberOf("targetPercent")
        ?? (objective.NumberOf("target") is { } share ? Math.Round(share * 100, 6) : null);

    private static string? Query(SourceNode? part)
    {
        var spec = part?.At("metricSource", "spec");
        var text = spec?.TextOf("query") ?? spec?.TextOf("promql");
        part?["metricSource"]?.Whole();
        return text is null ? null : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // 'sum(rate(selector[5m]))' and a bare selector both name one counter, from which counts are read.
    private static string? Selector(string query)
    {
        var match = Rate().Match(query);
        return match.Success ? match.Groups["selector"].Value : null;
    }

    [GeneratedRegex(
        @"^(sum\()?\s*((rate|increase)\()?\s*(?<selector>[a-zA-Z_:][\w:]{0,200}(\{[^{}]{0,500}\})?)\s*"
            + @"(\[\w{1,10}\]\s*\))?\s*\)?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Rate();
}
