using Rollouts.Integrations.PlanFiles;

namespace Rollouts.Api.Problems;

/// <summary>One thing that is wrong with a file, and where.</summary>
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
