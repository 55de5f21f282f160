using Rollouts.Api.Http;

namespace Rollouts.Api.Plans;

/// <summary>The result that a submission of the plan would have.</summary>
/// <param name="Explanation">The plan in words; null if it is not accepted.</param>
internal sealed record LintView(bool Accepted, ValueList<ProblemAt> Errors, string? Explanation);
