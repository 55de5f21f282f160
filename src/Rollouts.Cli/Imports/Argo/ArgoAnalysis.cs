using System.Text.RegularExpressions;
using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Argo;

/// <summary>The analyses of one Rollout: their metrics become checks of the whole plan, or gates of a step.</summary>
internal sealed class ArgoAnalysis(
    SourceDocument rollout,
    IReadOnlyList<SourceDocument> templates,
    ImportRequest request,
    LossLog losses,
    PlanDraft draft
)
{
    /// <summary>Templates refer to other templates. Deeper nesting is probably a cycle.</summary>
    private const int Deepest = 10;

    private readonly Dictionary<SourceNode, List<ArgoMetric>> _read = [];

    public string? CandidateService { get; set; }

    public string? StableService { get; set; }

    /// <summary>An analysis that runs during the steps.</summary>
    public void AddBackground(SourceNode analysis)
    {
        if (analysis["startingStep"] is { Number: > 0 } start)
        {
            losses.Changed(rollout.File, start, "the checks watch from the first shift on, and not from a later step");
        }

        foreach (var metric in Metrics(analysis).Where(metric => metric.Gate is not null))
        {
            losses.Changed(
                rollout.File,
                analysis,
                $"the gate '{metric.Gate}' is asked once before the first step, and not again and again"
            );
            draft.Step($"gate: {{ hook: {metric.Gate}, within: 15m, otherwise: rollBack }}");
        }
    }

    /// <summary>Reads the checks of an analysis for which a step or a switch waits.</summary>
    public void AddInline(SourceNode analysis) => Metrics(analysis);

    /// <summary>Adds the metrics of an analysis step.</summary>
    public void AddStep(SourceNode analysis)
    {
        var metrics = Metrics(analysis);
        foreach (var metric in metrics.Where(metric => metric.Gate is not null))
        {
            draft.Step($"gate: {{ hook: {metric.Gate}, within: 15m, otherwise: rollBack }}", "was an analysis");
        }

        if (metrics.Exists(metric => metric.Check is not null))
        {
            losses.Changed(
                rollout.File,
                analysis,
                "its checks watch the whole rollout; this step waits until they are healthy"
            );
            var lasts = metrics.Max(metric => metric.Lasts ?? TimeSpan.Zero);
            draft.Step(DraftFinish.Verify(draft, lasts, lasts * 2, "hold"), "was an analysis");
        }
    }

    /// <summary>Reads the analysis before the switch of a blue/green rollout.</summary>
    public void AddBeforeSwitch(SourceNode analysis)
    {
        var metrics = Metrics(analysis);
        var gates = metrics.Where(metric => metric.Gate is not null).Select(metric => metric.Gate).ToList();
        if (gates.Count > 0)
        {
            var asked = string.Join(
                ", ",
                gates.Select(hook => $"{{ hook: {hook}, within: 15m, otherwise: rollBack }}")
            );
            draft.BlueGreen!.Add(new DraftLine($"gates: [{asked}]", "before the switch"));
        }

        foreach (var check in metrics.Select(metric => metric.Check).OfType<CheckDraft>())
        {
            losses.Changed(
                rollout.File,
                analysis,
                $"the check '{check.Name}' judges after the switch: without a preview there is no traffic before it"
            );
        }
    }

    private List<ArgoMetric> Metrics(SourceNode analysis)
    {
        if (_read.TryGetValue(analysis, out var known))
        {
            return known;
        }

        List<ArgoMetric> metrics = [];
        _read[analysis] = metrics;
        var dryRun = DryRuns(analysis);
        foreach (var template in (analysis["templates"]?.Items ?? []).Append(analysis).Where(Names))
        {
            Add(metrics, template, analysis["args"], dryRun, depth: 0);
        }

        return metrics;
    }

    private void Add(List<ArgoMetric> metrics, SourceNode named, SourceNode? arguments, List<string> dryRun, int depth)
    {
        var (name, isOfCluster) = (named["templateName"]!.Text!, named["clusterScope"]?.Flag ?? false);
        var template = templates.FirstOrDefault(one =>
            one.Name == name && (one.Kind == "ClusterAnalysisTemplate") == isOfCluster
        );
        if (template is null || depth > Deepest)
        {
            losses.Lost(rollout.File, named, $"the template '{name}' is not in what was given; its checks are missing");
            return;
        }

        var filled = new ArgoArguments();
        filled.Add(template.Root.At("spec", "args"), Place);
        filled.Add(arguments, Place);
        var reader = new ArgoMetricReader(template.File, filled, request, losses);
        var dry = dryRun.Concat(DryRuns(template.Root["spec"])).ToList();
        foreach (var metric in template.Root.At("spec", "metrics")?.Items ?? [])
        {
            var isDry = dry.Exists(pattern => Matches(pattern, metric.TextOf("name") ?? ""));
            if (reader.Read(metric, draft.Checks.Select(check => check.Name), isDry) is { } read)
            {
                metrics.Add(Known(read));
            }
        }

        foreach (var nested in (template.Root.At("spec", "templates")?.Items ?? []).Where(Names))
        {
            Add(metrics, nested, arguments, dryRun, depth + 1);
        }
    }

    // A template that several steps use becomes one check: the drafts are equal except for the name.
    private ArgoMetric Known(ArgoMetric read)
    {
        if (read.Check is not { } check)
        {
            return read;
        }

        var same = draft.Checks.Find(one => one.Lines.Skip(1).SequenceEqual(check.Lines.Skip(1)));
        if (same is not null)
        {
            return read with { Check = same };
        }

        draft.Checks.Add(check);
        return read;
    }

    private string? Place(SourceNode from)
    {
        if (from["podTemplateHashValue"]?.Text == "Latest")
        {
            losses.Changed(
                rollout.File,
                from,
                "the hash of the new pods became {version}; queries must know the version"
            );
            return "{version}";
        }

        var path = from.At("fieldRef", "fieldPath")?.Text;
        var found = path switch
        {
            "metadata.name" => rollout.Name,
            "metadata.namespace" => rollout.Root.At("metadata", "namespace")?.Text,
            _ => null,
        };
        if (found is null)
        {
            losses.Lost(rollout.File, from.Whole(), "this value is known in the cluster only; write it out as 'value'");
        }

        return found;
    }

    private static List<string> DryRuns(SourceNode? analysis) =>
        [.. (analysis?["dryRun"]?.Items ?? []).Select(one => one.TextOf("metricName")).OfType<string>()];

    private static bool Names(SourceNode node) => node["templateName"] is { Text: not null };

    private static bool Matches(string pattern, string name)
    {
        try
        {
            return Regex.IsMatch(name, pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException)
        {
            return pattern == "*";
        }
    }
}
