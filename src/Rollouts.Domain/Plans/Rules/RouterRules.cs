using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Plans.Rules;

/// <summary>Nothing is asked of a router that it has not declared it can do.</summary>
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
            Instruction.Mirror when !router.Mirrors =>
            [
                Cannot("plan.no-mirroring", "mirror traffic", instruction, router),
            ],
            Instruction.Route when !router.RoutesByHeader =>
            [
                Cannot("plan.no-header-routes", "route by header", instruction, router),
            ],
            _ => [],
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
    }
}
