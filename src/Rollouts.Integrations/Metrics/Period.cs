using Rollouts.Analysis.Ticks;

namespace Rollouts.Integrations.Metrics;

/// <summary>The requests of both versions in one period of a source that counts by the clock.</summary>
/// <param name="IsUnusable">Whether the source returned an impossible count. Such a period is a failed tick.</param>
public sealed record Period(
    Instant From,
    Instant To,
    ArmIncrement Candidate,
    ArmIncrement Baseline,
    bool IsUnusable = false
);
