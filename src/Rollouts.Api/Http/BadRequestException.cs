namespace Rollouts.Api.Http;

/// <summary>The request is invalid. It is thrown before any change.</summary>
internal sealed class BadRequestException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem => problem;
}
