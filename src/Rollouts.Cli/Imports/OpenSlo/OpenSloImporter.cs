using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.OpenSlo;

/// <summary>Turns objectives of OpenSLO into the checks of a plan.</summary>
internal static class OpenSloImporter
{
    public static Imported Import(IReadOnlyList<SourceDocument> documents, ImportRequest request)
    {
        var losses = new LossLog();
        var objectives = documents.Where(document => document.Kind == "SLO").ToList();
        if (objectives.Count == 0)
        {
            throw new CommandFailedException(ExitCodes.Refused, "There is no SLO of OpenSLO in what was given.");
        }

        var services = objectives.GroupBy(
            document => document.Root.At("spec", "service")?.Text ?? document.Name,
            StringComparer.Ordinal
        );
        var indicators = documents.Where(document => document.Kind == "SLI").ToList();
        List<PlanDraft> plans = [];
        foreach (var service in services)
        {
            var name = DraftNames.Of(request.Service ?? service.Key, "service");
            var draft = new PlanDraft
            {
                Service = name,
                Environment = request.Environment,
                From = $"Imported from the objectives of '{service.Key}' in OpenSLO.",
                Route = name,
                RouteComment = "a route of a connection, which an administrator names so",
                Backends = $"{{ slots: [{name}-blue, {name}-green] }}",
                BackendsComment = "OpenSLO says nothing of versions; name the two backends",
            };
            var reader = new OpenSloObjectives(draft, indicators, request, losses);
            foreach (var document in service)
            {
                reader.Add(document);
            }

            DraftFinish.NeedCheck(draft, service.First().File, service.First().Root, losses);
            losses.Changed(
                service.First().File,
                service.First().Root,
                "OpenSLO says nothing of steps; the plan gives 5 %, 25 % and 50 %"
            );
            foreach (var weight in new[] { 5, 25, 50 })
            {
                draft.Shift(weight, "added: the steps of a short plan");
                draft.Step(
                    DraftFinish.Verify(draft, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(30), "hold"),
                    "the default of a plan"
                );
            }

            DraftFinish.EndCanary(draft, "every check is healthy once before 100 %");
            plans.Add(draft);
        }

        foreach (var document in objectives.Concat(indicators))
        {
            losses.Unread(document, OpenSloReasons.All);
        }

        foreach (var other in documents.Except(objectives).Except(indicators))
        {
            losses.Left(other.File, other.Root, $"the {other.Kind} '{other.Name}' stays as it is");
        }

        return new Imported(plans, losses.All);
    }
}
