using Rollouts.Storage.Driving;

namespace Rollouts.Storage.Checks;

/// <summary>
/// The questions to sources and gates, and the evidence of their answers. They are stored apart from the rollouts, so
/// that a source that hangs delays only its own questions. Writes to streams add and remove questions.
/// </summary>
public interface ICheckSchedule
{
    /// <summary>
    /// Claims questions that are due and that no worker holds: those of running rollouts first, the longest overdue
    /// first. Questions of queued rollouts are claimed only if the request includes starts.
    /// </summary>
    Task<Claimed<ClaimedQuestion>> ClaimAsync(ClaimRequest request, CancellationToken cancellation);

    /// <summary>
    /// Stores the results and releases the questions. A question that another worker holds is left as it is. Of a
    /// question that was dropped meanwhile only the evidence is stored.
    /// </summary>
    Task SettleAsync(IReadOnlyList<SettledQuestion> settled, CancellationToken cancellation);

    /// <summary>The stored ticks of a check, oldest first. They outlive the question.</summary>
    Task<ValueList<TickPageRow>> PagesAsync(RolloutId rollout, QuestionKey key, CancellationToken cancellation);

    /// <summary>
    /// The evidence up to the newest answer, or up to the last one if the question is no longer asked; empty if there
    /// is none.
    /// </summary>
    Task<ReadOnlyMemory<byte>> EvidenceAsync(RolloutId rollout, QuestionKey key, CancellationToken cancellation);

    /// <summary>
    /// Deletes the pages that ended before a time, and returns their number. Those of a rollout that has not ended
    /// stay: its evidence is sealed from them.
    /// </summary>
    Task<int> ForgetPagesAsync(Instant before, CancellationToken cancellation);
}
