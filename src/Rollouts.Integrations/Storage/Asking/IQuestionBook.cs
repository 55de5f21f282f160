using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Storage.Driving;

namespace Rollouts.Integrations.Storage.Asking;

/// <summary>
/// What is to be asked of sources and gates, and what their answers came to so far. It is apart from the rollouts, so
/// that a source that hangs holds up nothing but itself. Which questions there are is written with the streams.
/// </summary>
public interface IQuestionBook
{
    /// <summary>Takes questions that are due and that nobody holds, the longest overdue first.</summary>
    Task<Claimed<ClaimedQuestion>> ClaimAsync(ClaimRequest request, CancellationToken cancellation);

    /// <summary>
    /// Keeps what they came to, and lets go. One that is dropped by now, or somebody else's, is left alone.
    /// </summary>
    Task SettleAsync(IReadOnlyList<SettledQuestion> settled, CancellationToken cancellation);

    /// <summary>The ticks of a check that were kept, oldest first. They outlive the question.</summary>
    Task<ValueList<TickPageRow>> PagesAsync(RolloutId rollout, QuestionKey key, CancellationToken cancellation);

    /// <summary>Forgets pages that ended before; how many they were.</summary>
    Task<int> ForgetPagesAsync(Instant before, CancellationToken cancellation);
}
