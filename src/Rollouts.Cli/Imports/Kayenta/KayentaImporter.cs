using System.Globalization;
using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Kayenta;

/// <summary>
/// Converts canary configurations of Kayenta to plans: their metrics become comparisons with a score.
/// </summary>
internal static class KayentaImporter
{
    /// <summary>The usual lifetime of a pipeline's stage, which a configuration alone does not contain.</summary>
    private static readonly TimeSpan UsualLifetime = TimeSpan.FromHours(1);

    public static Imported Import(IReadOnlyList<SourceDocument> documents, ImportRequest request)
    {
        var losses = new LossLog();
        var configs = documents.Where(document => document.Root["metrics"] is { IsList: true }).ToList();
        var stages = documents.SelectMany(Stages).ToList();
        if (configs.Count == 0)
        {
            throw new CommandFailedException(
                ExitCodes.Refused,
                "There is no canary configuration of Kayenta in what was given: a map with a list 'metrics'."
            );
        }

        List<PlanDraft> plans = [];
        foreach (var config in configs)
        {
            plans.Add(Draft(config, stages.Count > 0 ? stages[0] : null, request, losses));
            losses.Unread(config, KayentaReasons.All);
        }

        foreach (var other in documents.Except(configs))
        {
            losses.Unread(other, KayentaReasons.All);
        }

        return new Imported(plans, losses.All);
    }

    private static PlanDraft Draft(
        SourceDocument document,
        (SourceDocument Document, SourceNode Config)? stage,
        ImportRequest request,
        LossLog losses
    )
    {
        var root = document.Root;
        var name = DraftNames.Of(
            request.Service
                ?? (root["applications"] is { Items: [var first, ..] } ? first.Text : null)
                ?? root.TextOf("name"),
            "service"
        );
        var draft = new PlanDraft
        {
            Service = name,
            Environment = request.Environment,
            From = $"Imported from the canary configuration '{root.TextOf("name")}' of Kayenta.",
            Route = name,
            RouteComment = "a route of a connection, which an administrator names so",
            Backends = $"{{ slots: [{name}-baseline, {name}-canary] }}",
            BackendsComment = "Kayenta's baseline and canary clusters",
        };
        new KayentaMetrics(document, request, losses).Add(draft);
        Score(draft, document, stage?.Config, losses);
        DraftFinish.NeedCheck(draft, document.File, root, losses);
        Steps(draft, document, stage, losses);
        return draft;
    }

    private static void Steps(
        PlanDraft draft,
        SourceDocument document,
        (SourceDocument Document, SourceNode Config)? stage,
        LossLog losses
    )
    {
        var lifetime = UsualLifetime;
        if (stage is { } found)
        {
            lifetime = Lifetime(found.Config) ?? UsualLifetime;
        }
        else
        {
            losses.Changed(
                document.File,
                document.Root,
                "a configuration says nothing of weights and times, the pipeline does: the plan gives 10 % for 1h"
            );
        }

        var delay = stage?.Config["beginCanaryAnalysisAfterMins"]?.Number;
        draft.Shift(10, "added: a pipeline of Spinnaker sets the share by the size of its clusters");
        if (delay is > 0)
        {
            draft.Step(
                $"hold: {SourceDurations.Say(TimeSpan.FromMinutes(delay.Value))}",
                "beginCanaryAnalysisAfterMins"
            );
        }

        draft.Step(DraftFinish.Verify(draft, lifetime, lifetime * 2, "rollBack"), "the canary's lifetime");
        DraftFinish.EndCanary(draft, "every check is healthy once before 100 %");
    }

    private static void Score(PlanDraft draft, SourceDocument document, SourceNode? stage, LossLog losses)
    {
        var inConfig = document.Root.At("classifier", "scoreThresholds");
        var inStage = stage?["scoreThresholds"];
        var pass = inStage?.NumberOf("pass") ?? inConfig?.NumberOf("pass") ?? 95;
        var marginal = inStage?.NumberOf("marginal") ?? inConfig?.NumberOf("marginal") ?? 75;
        if (inConfig is null && inStage is null)
        {
            losses.Changed(document.File, document.Root, "no score thresholds; pass 95 and marginal 75 were written");
        }

        if (
            draft.Checks.Exists(check =>
                check.Lines.Any(line => line.Yaml.Contains("compare:", StringComparison.Ordinal))
            )
        )
        {
            draft.Others.Add(
                new DraftLine($"score: {{ pass: {Say(pass)}, marginal: {Say(Math.Min(marginal, pass))} }}")
            );
        }
    }

    // A pipeline holds its stages in a list. The configuration of the canary is below the stage.
    private static IEnumerable<(SourceDocument Document, SourceNode Config)> Stages(SourceDocument document)
    {
        foreach (var stage in document.Root["stages"]?.Items ?? [])
        {
            if (stage.TextOf("type") == "kayentaCanary" && stage["canaryConfig"] is { } config)
            {
                yield return (document, config);
            }
        }

        if (document.Root.TextOf("type") == "kayentaCanary" && document.Root["canaryConfig"] is { } own)
        {
            yield return (document, own);
        }
    }

    private static TimeSpan? Lifetime(SourceNode config)
    {
        if (config["lifetimeDuration"] is { Text: { } text } && text.StartsWith("PT", StringComparison.Ordinal))
        {
            return SourceDurations.Read(text[2..].ToLowerInvariant());
        }

        return config.NumberOf("lifetimeHours") is > 0 and var hours ? TimeSpan.FromHours(hours) : null;
    }

    private static string Say(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
