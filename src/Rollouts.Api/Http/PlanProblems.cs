using Rollouts.Engine.Requests;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Api.Http;

/// <summary>Answers with all problems of a plan at once.</summary>
internal static class PlanProblems
{
    public static Problem Of(ValueList<PlanProblem> problems) =>
        Problem.Of(RequestRefusals.PlanRefused(problems.Count)) with
        {
            Errors = problems.Select(ProblemAt.Of).ToValueList(),
        };
}
