using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage.Driving;

namespace Rollouts.Integrations.Storage.Asking;

/// <summary>A question that was asked: what is gathered by now, and when to ask again.</summary>
/// <param name="Page">Ticks that are to be kept, where enough have come together; null otherwise.</param>
public sealed record SettledQuestion(
    RolloutId Rollout,
    QuestionKey Key,
    LeaseToken Lease,
    ReadOnlyMemory<byte> Evidence,
    Instant Next,
    TickPageRow? Page
);
