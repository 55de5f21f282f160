using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Flagger;

/// <summary>Turns Canaries of Flagger with their MetricTemplates and AlertProviders into plans.</summary>
internal static class FlaggerImporter
{
    public static Imported Import(IReadOnlyList<SourceDocument> documents, ImportRequest request)
    {
        var losses = new LossLog();
        var canaries = documents.Where(document => document.Kind == "Canary").ToList();
        if (canaries.Count == 0)
        {
            throw new CommandFailedException(
                ExitCodes.Refused,
                "There is no Canary of Flagger in what was given. Give the Canary with its MetricTemplates."
            );
        }

        var parts = documents.Where(document => document.Kind is "MetricTemplate" or "AlertProvider").ToList();
        List<PlanDraft> plans = [];
        foreach (var canary in canaries)
        {
            plans.Add(new FlaggerCanary(canary, parts, request, losses).Draft());
            losses.Unread(canary, FlaggerReasons.All);
        }

        foreach (var part in parts)
        {
            losses.Unread(part, FlaggerReasons.All);
        }

        foreach (var other in documents.Except(canaries).Except(parts))
        {
            var kind = other.Kind.Length > 0 ? other.Kind : "document";
            losses.Left(other.File, other.Root, $"the {kind} '{other.Name}' stays as it is");
        }

        return new Imported(plans, losses.All);
    }
}
