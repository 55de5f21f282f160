namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>How a label is compared.</summary>
internal enum MatchKind
{
    Is,
    IsNot,
    Matches,
    MatchesNot,
}
