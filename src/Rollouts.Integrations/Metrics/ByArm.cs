using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Integrations.Metrics;

/// <summary>One query as it is asked for each version, its templates filled in.</summary>
/// <param name="Baseline">Null where only the candidate is looked at.</param>
public sealed record ByArm(Query Candidate, Query? Baseline);
