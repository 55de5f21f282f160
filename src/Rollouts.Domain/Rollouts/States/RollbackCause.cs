using Rollouts.Analysis;

namespace Rollouts.Domain.Rollouts.States;

/// <summary>Why a rollout went back, with the figures that were known then.</summary>
/// <param name="Because">The reason of the decision, as one sentence.</param>
/// <param name="Check">The check that decided it; null if no check did.</param>
/// <param name="Evidence">The figures of that check, or of the first one that compares both versions.</param>
public sealed record RollbackCause(
    RollbackReason Reason,
    string Because,
    Instant At,
    CheckName? Check,
    TargetName? Target,
    Evidence? Evidence
)
{
    /// <summary>
    /// How many requests failed beyond those that would have failed at the rate of the old version; null if the two
    /// were not compared.
    /// </summary>
    public double? FailedAboveBaseline =>
        Evidence is { Candidate: { } candidate, Baseline: { Requests: > 0 } baseline }
            ? Math.Max(0, candidate.Bad - (candidate.Requests * baseline.Rate))
            : null;
}
