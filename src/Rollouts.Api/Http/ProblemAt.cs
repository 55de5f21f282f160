using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Api.Http;

/// <summary>A problem of a file and its place.</summary>
internal sealed record ProblemAt(int Line, int Column, string Code, string At, string Detail)
{
    public static ProblemAt Of(PlanProblem problem) =>
        new(
            problem.Place.Line,
            problem.Place.Column,
            problem.Fault.Code,
            problem.Fault.At.ToString(),
            problem.Fault.Message
        );
}
