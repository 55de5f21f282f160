using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.PlanReview;

/// <summary>A plan has one point of no return at most: the first one counts for the whole rollout.</summary>
internal static class PointRules
{
    public static IEnumerable<PlanFault> Review(Submission submission) =>
        submission
            .Course.Instructions.OfType<Instruction.PointOfNoReturn>()
            .Skip(1)
            .Select(point => new PlanFault(
                "plan.point-twice",
                point.At,
                "the plan has a point of no return already, and after that one nothing goes back by itself; leave this "
                    + "one out"
            ));
}
