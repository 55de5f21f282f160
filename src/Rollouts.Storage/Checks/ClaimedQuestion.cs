using Rollouts.Storage.Driving;

namespace Rollouts.Storage.Checks;

/// <summary>A question that is due, held under a lease.</summary>
/// <param name="Evidence">The evidence so far; empty before the first answer.</param>
public sealed record ClaimedQuestion(
    RolloutId Rollout,
    QuestionKey Key,
    string Terms,
    ReadOnlyMemory<byte> Evidence,
    LeaseToken Lease,
    Instant Due
)
{
    public WorkClass Class { get; init; } = WorkClass.Check;
}
