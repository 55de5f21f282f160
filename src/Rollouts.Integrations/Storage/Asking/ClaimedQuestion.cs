using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage.Driving;

namespace Rollouts.Integrations.Storage.Asking;

/// <summary>A question that is due, held under a lease.</summary>
/// <param name="Evidence">What was gathered so far; empty before the first answer.</param>
public sealed record ClaimedQuestion(
    RolloutId Rollout,
    QuestionKey Key,
    string Terms,
    ReadOnlyMemory<byte> Evidence,
    LeaseToken Lease,
    Instant Due
);
