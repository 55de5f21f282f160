using Rollouts.Domain.Analysis.Ticks;

namespace Rollouts.Integrations.Metrics;

/// <summary>What both versions served in one period of a source that counts by the clock.</summary>
public sealed record Period(Instant From, Instant To, ArmIncrement Candidate, ArmIncrement Baseline);
