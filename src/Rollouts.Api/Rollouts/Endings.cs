using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Storage;
using Rollouts.Storage.Serialization;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Rollouts;

/// <summary>Finds the reason of a rollout's end in its records, because the state does not hold it.</summary>
internal static class Endings
{
    /// <summary>Null if the rollout has not ended.</summary>
    public static async Task<Ending?> FindAsync(IStreamStore streams, Rollout state, CancellationToken cancellation)
    {
        if (state.Status is not Status.Final)
        {
            return null;
        }

        RecordedEvent? cause = null;
        RecordedEvent? last = null;
        await foreach (var chained in streams.ReadAsync(StreamName.Of(state.Spec.Id), 0, cancellation))
        {
            last = Recorder.Read(chained.Entry);
            cause = last.Event is RolloutEvent.RollbackStarted ? last : cause;
        }

        var decided = cause ?? last!;
        return new Ending(
            decided.At,
            decided.By.Name,
            decided.Reason,
            (cause?.Event as RolloutEvent.RollbackStarted)?.Reason
        );
    }
}

/// <summary>The end of a rollout.</summary>
/// <param name="At">The time of the decision, which is before the traffic was back.</param>
/// <param name="Why">The reason, in the words of the person or the check that decided it.</param>
/// <param name="Back">The reason of the rollback; null if there was none.</param>
internal sealed record Ending(Instant At, string By, string Why, RollbackReason? Back)
{
    public string Say(Rollout state) =>
        Back is { } back
            ? $"it has ended: {state.Status.Name}; taken back at {At} by {By} [{back}]: {Why}"
            : $"it has ended: {state.Status.Name} at {At}: {Why}";
}
