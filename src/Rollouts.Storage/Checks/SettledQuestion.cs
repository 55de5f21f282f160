using Rollouts.Storage.Driving;

namespace Rollouts.Storage.Checks;

/// <summary>A question that was asked, with its new evidence and the time of the next question.</summary>
/// <param name="Page">A full page of ticks to store; null if there is none.</param>
public sealed record SettledQuestion(
    RolloutId Rollout,
    QuestionKey Key,
    LeaseToken Lease,
    ReadOnlyMemory<byte> Evidence,
    Instant Next,
    TickPageRow? Page
)
{
    /// <summary>
    /// Whether the question is not asked again. Its evidence is kept as that of any dropped question.
    /// </summary>
    public bool IsLast { get; init; }
}
