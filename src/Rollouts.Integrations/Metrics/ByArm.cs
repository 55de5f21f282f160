using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Integrations.Metrics;

/// <summary>One query for each version, with its templates filled in.</summary>
/// <param name="Baseline">Null if only the candidate is queried.</param>
public sealed record ByArm(Query Candidate, Query? Baseline);
