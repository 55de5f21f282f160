using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.PlanReview;

/// <summary>A plan uses only capabilities that its routers declare.</summary>
internal static class RouterRules
{
    public static IEnumerable<PlanFault> Review(Submission submission) =>
        submission
            .Plan.Targets.Select(submission.RouterOf)
            .OfType<RouterTraits>()
            .Distinct()
            .SelectMany(router =>
                (IEnumerable<PlanFault>)
                    [
                        .. submission.Course.Instructions.SelectMany(instruction => Step(instruction, router)),
                        .. BackendsOn(submission.Plan, router),
                    ]
            );

    private static IEnumerable<PlanFault> Step(Instruction instruction, RouterTraits router) =>
        instruction switch
        {
            Instruction.Shift shift when !router.Weights.CanGive(shift.To) =>
            [
                new PlanFault(
                    "plan.weight-too-fine",
                    shift.At,
                    $"{router.Title} cannot give {shift.To} of the traffic; the nearest it can is "
                        + $"{router.Weights.SayNearest(shift.To)}"
                ),
            ],
            Instruction.Mirror { Share.BasisPoints: > 0 } when !router.Mirrors =>
            [
                Cannot("plan.no-mirroring", "mirror traffic", instruction, router),
            ],
            Instruction.Route { Matches: { IsEmpty: false } matches } => Routes(instruction, matches, router),
            Instruction.Ready
            or Instruction.Shift
            or Instruction.Hold
            or Instruction.Verify
            or Instruction.Approve
            or Instruction.Gate
            or Instruction.Route
            or Instruction.Mirror
            or Instruction.PointOfNoReturn
            or Instruction.Bake => [],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static IEnumerable<PlanFault> Routes(
        Instruction instruction,
        ValueList<RequestMatch> matches,
        RouterTraits router
    )
    {
        if (router.Requests is not { } able)
        {
            return [Cannot("plan.no-header-routes", "route by what requests carry", instruction, router)];
        }

        var conditions = matches.SelectMany(match => match.All).ToList();
        var lacks = conditions
            .Where(condition => !able.Parts.Contains(condition.Part))
            .Select(condition => Say(condition.Part))
            .Concat(
                conditions
                    .Where(condition => able.Parts.Contains(condition.Part))
                    .Select(condition => able.LackOf(condition))
                    .OfType<string>()
            )
            .Distinct()
            .Select(lack => Cannot("plan.no-header-routes", $"route by {lack}", instruction, router));
        return matches.Count > able.MostMatches
            ? lacks.Append(
                Cannot(
                    "plan.no-header-routes",
                    $"route by more than {able.MostMatches} alternatives",
                    instruction,
                    router
                )
            )
            : lacks;
    }

    private static string Say(RequestPart part) =>
        part switch
        {
            RequestPart.Header => "header",
            RequestPart.Cookie => "cookie",
            RequestPart.Path => "path",
            RequestPart.Method => "method",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static PlanFault Cannot(string code, string what, Instruction instruction, RouterTraits router) =>
        new(code, instruction.At, $"{router.Title} cannot {what}; leave this step out or use a router that can");

    private static IEnumerable<PlanFault> BackendsOn(Plan plan, RouterTraits router)
    {
        if (plan.Backends is Backends.Versioned && !router.AddsBackends)
        {
            yield return new PlanFault(
                "plan.no-versioned-backends",
                PlanPath.Root.Key("backends"),
                $"{router.Title} cannot add a backend for each version; write 'slots: [one, other]' with two "
                    + "backends that take turns"
            );
        }

        if (plan.Backends.Deployments is not null && !router.ReadsDeployments)
        {
            yield return new PlanFault(
                "plan.no-deployments",
                PlanPath.Root.Key("backends").Key("deployments"),
                $"{router.Title} knows no Deployments; remove 'deployments' or use a router of Kubernetes"
            );
        }
    }
}
