using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Argo;

/// <summary>Turns Rollouts of Argo with their AnalysisTemplates into plans.</summary>
internal static class ArgoImporter
{
    public static Imported Import(IReadOnlyList<SourceDocument> documents, ImportRequest request)
    {
        var losses = new LossLog();
        var rollouts = documents.Where(document => document.Kind == "Rollout").ToList();
        if (rollouts.Count == 0)
        {
            throw new CommandFailedException(
                ExitCodes.Refused,
                "There is no Rollout of Argo in what was given. Give the Rollout with its AnalysisTemplates."
            );
        }

        var templates = documents
            .Where(document => document.Kind is "AnalysisTemplate" or "ClusterAnalysisTemplate")
            .ToList();
        List<PlanDraft> plans = [];
        foreach (var rollout in rollouts)
        {
            plans.Add(Draft(rollout, templates, request, losses));
            losses.Unread(rollout, ArgoReasons.All);
        }

        foreach (var template in templates)
        {
            losses.Unread(template, ArgoReasons.All);
        }

        foreach (var other in documents.Except(rollouts).Except(templates))
        {
            Report(other, losses);
        }

        return new Imported(plans, losses.All);
    }

    private static PlanDraft Draft(
        SourceDocument document,
        IReadOnlyList<SourceDocument> templates,
        ImportRequest request,
        LossLog losses
    )
    {
        var name = DraftNames.Of(request.Service ?? document.Name, "service");
        var draft = new PlanDraft
        {
            Service = name,
            Environment = request.Environment,
            From = $"Imported from the Rollout '{document.Name}' of Argo Rollouts.",
            Route = name,
            RouteComment = "a route of a connection, which an administrator names so",
        };
        var analysis = new ArgoAnalysis(document, templates, request, losses, draft);
        var strategy = document.Root.At("spec", "strategy");
        if (strategy?["blueGreen"] is { } blueGreen)
        {
            ArgoBlueGreen.Add(draft, document, blueGreen, analysis, request, losses);
        }
        else if (strategy?["canary"] is { } canary)
        {
            new ArgoCanary(draft, document, canary, analysis, request, losses).Add();
        }
        else
        {
            throw new CommandFailedException(
                ExitCodes.Refused,
                $"{document.File}:{document.Root.Line}: the Rollout '{document.Name}' has neither spec.strategy.canary "
                    + "nor spec.strategy.blueGreen."
            );
        }

        return draft;
    }

    private static void Report(SourceDocument document, LossLog losses)
    {
        if (document.Kind is "Experiment" or "AnalysisRun")
        {
            losses.Lost(document.File, document.Root, $"the {document.Kind} '{document.Name}' has no counterpart");
        }
        else
        {
            losses.Left(
                document.File,
                document.Root,
                $"the {(document.Kind.Length > 0 ? document.Kind : "document")} '{document.Name}' stays as it is"
            );
        }
    }
}
