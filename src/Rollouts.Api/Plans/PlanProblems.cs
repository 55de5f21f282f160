using Microsoft.AspNetCore.Http;
using Rollouts.Api.Problems;
using Rollouts.Integrations.PlanFiles;

namespace Rollouts.Api.Plans;

/// <summary>Everything that is wrong with a plan, at once.</summary>
internal static class PlanProblems
{
    public static Problem Of(ValueList<PlanProblem> problems) =>
        new(
            StatusCodes.Status422UnprocessableEntity,
            "plan.refused",
            $"the plan is not accepted; {problems.Count} {(problems.Count == 1 ? "thing is" : "things are")} wrong",
            problems.Select(ProblemAt.Of).ToValueList()
        );
}
