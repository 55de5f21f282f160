using Rollouts.Api.Problems;

namespace Rollouts.Api.Plans;

/// <summary>What a plan would come to if it were submitted.</summary>
/// <param name="Explanation">What it means, in words; null for one that is not accepted.</param>
internal sealed record LintView(bool Accepted, ValueList<ProblemAt> Errors, string? Explanation);
