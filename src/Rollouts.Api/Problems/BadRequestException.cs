namespace Rollouts.Api.Problems;

/// <summary>A request that cannot be understood. It is thrown before anything was done.</summary>
internal sealed class BadRequestException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem => problem;
}
