using System.Globalization;
using System.Text.RegularExpressions;
using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Kayenta;

/// <summary>Converts the metrics of a canary configuration.</summary>
internal sealed partial class KayentaMetrics(SourceDocument document, ImportRequest request, LossLog losses)
{
    /// <summary>Kayenta's default interval of values.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    /// <summary>Kayenta's tolerance of the rank test, as a share of the baseline.</summary>
    private const double UsualTolerance = 25;

    /// <summary>The smallest number of values in a comparison.</summary>
    private const int Values = 10;

    private string File => document.File;

    public void Add(PlanDraft draft)
    {
        var weights = document.Root.At("classifier", "groupWeights");
        foreach (var metric in document.Root["metrics"]!.Items)
        {
            if (Query(metric) is not { } query)
            {
                metric.Whole();
                continue;
            }

            draft.Checks.Add(Check(metric, query, weights, draft));
        }

        weights?.Whole();
    }

    private CheckDraft Check(SourceNode metric, string query, SourceNode? weights, PlanDraft draft)
    {
        var name = DraftNames.Unique(metric.TextOf("name"), "metric", draft.Checks.Select(check => check.Name));
        var canary = metric.At("analysisConfigurations", "canary");
        List<string> judge =
        [
            "method: mannWhitney",
            $"direction: {Direction(canary)}",
            $"tolerance: {Tolerance(canary).ToString("0.##", CultureInfo.InvariantCulture)}%",
        ];
        if (canary?["critical"]?.Flag == true)
        {
            judge.Add("critical: true");
        }

        var groups = metric["groups"]?.Items ?? [];
        if (groups.Count > 0)
        {
            var group = groups[0].Text ?? "group";
            judge.Add($"group: {DraftNames.Of(group, "group")}");
            if (weights?.NumberOf(group) is > 0 and var weight)
            {
                judge.Add($"groupWeight: {weight.ToString("0.##", CultureInfo.InvariantCulture)}");
            }
        }

        foreach (var more in groups.Skip(1))
        {
            losses.Lost(File, more, "a check of a plan is in one group");
        }

        List<DraftLine> lines = [new($"name: {name}")];
        if (request.Source is { } source)
        {
            lines.Add(new DraftLine($"source: {source}"));
        }

        lines.Add(new DraftLine($"query: {query}"));
        lines.Add(new DraftLine($"judge: {{ compare: {{ {string.Join(", ", judge)} }} }}"));
        lines.Add(new DraftLine($"every: {SourceDurations.Say(Step)}", "Kayenta's default step"));
        lines.Add(new DraftLine("onBreach: rollBack"));
        lines.Add(new DraftLine($"onNoData: {NoData(canary)}"));
        return new CheckDraft(name, lines) { NeedsAtLeast = Step * (Values + 1) };
    }

    private static string Direction(SourceNode? canary) =>
        canary?.TextOf("direction") switch
        {
            "increase" => "increase",
            "decrease" => "decrease",
            _ => "either",
        };

    private double Tolerance(SourceNode? canary)
    {
        if (canary?["effectSize"] is not { } effect)
        {
            return UsualTolerance;
        }

        var allowed = effect.NumberOf("allowedIncrease") ?? effect.NumberOf("allowedDecrease");
        if (effect.NumberOf("criticalIncrease") is not null || effect.NumberOf("criticalDecrease") is not null)
        {
            losses.Lost(File, effect, "a second, critical size of an effect; write 'critical: true' for the check");
        }

        effect.Whole();
        return allowed is > 0 and < 100 ? Math.Round(Math.Abs(allowed.Value - 1) * 100, 2) : UsualTolerance;
    }

    private string NoData(SourceNode? canary)
    {
        var must = canary?["mustHaveData"]?.Flag ?? false;
        var replaced = canary?.TextOf("nanStrategy") == "replace";
        if (replaced)
        {
            losses.Changed(File, canary!["nanStrategy"]!, "no value is no data, and not zero");
        }

        return must ? "{ do: rollBack, after: 5m }" : "ignore";
    }

    private string? Query(SourceNode metric)
    {
        if (metric["query"] is not { } query)
        {
            losses.Lost(File, metric, "a metric without a query");
            return null;
        }

        var kind = query.TextOf("serviceType") ?? query.TextOf("type") ?? "";
        if (kind is not "prometheus")
        {
            losses.Lost(File, query, $"metrics of '{kind}' cannot be asked; the check is missing in the plan");
            return null;
        }

        var text = query.TextOf("customInlineTemplate");
        if (text is not null)
        {
            var template = Template(text);
            query.Whole();
            return DraftText.Quoted(template);
        }

        var name = query.TextOf("metricName") ?? "metric";
        var labels = (query["labelBindings"]?.Items ?? []).Select(label => label.Text).OfType<string>();
        var selector = $"{name}{{{string.Join(",", labels.Append("app=\"{backend}\""))}}}";
        losses.Changed(
            File,
            query,
            "Kayenta builds the query by its scopes; the plan tells versions apart by app=\"{backend}\""
        );
        query.Whole();
        return DraftText.Quoted($"avg({selector})");
    }

    private string Template(string text)
    {
        var plain = text.StartsWith("PromQL:", StringComparison.Ordinal) ? text["PromQL:".Length..] : text;
        var filled = Placeholder()
            .Replace(plain, match => match.Groups["name"].Value is "scope" ? "{backend}" : match.Value);
        if (Placeholder().Match(filled) is { Success: true } left)
        {
            losses.Changed(
                File,
                document.Root,
                $"'{left.Value}' is filled in by Kayenta only; write its value into the query"
            );
        }

        return string.Join(' ', filled.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    [GeneratedRegex(@"\$\{(?<name>\w{1,60})\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
