using Rollouts.Domain.Analysis.Ticks;

namespace Rollouts.Integrations.Metrics;

/// <summary>What both versions served in one period of a source that counts by the clock.</summary>
/// <param name="IsUnusable">Whether the source gave a number that no count can be; the period is a failed tick.</param>
public sealed record Period(
    Instant From,
    Instant To,
    ArmIncrement Candidate,
    ArmIncrement Baseline,
    bool IsUnusable = false
);
