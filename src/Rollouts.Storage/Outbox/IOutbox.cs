using Rollouts.Storage.Driving;

namespace Rollouts.Storage.Outbox;

/// <summary>
/// Messages to send. They are committed with the streams, so none is lost. A separate loop sends them, so a slow
/// receiver delays no decision.
/// </summary>
public interface IOutbox
{
    /// <summary>
    /// Claims messages that are due, the longest overdue first: of each stream and channel only the oldest that is
    /// neither sent nor dead.
    /// </summary>
    Task<Claimed<ClaimedMessage>> ClaimAsync(ClaimRequest request, CancellationToken cancellation);

    /// <summary>Stores the results. A message whose lease another worker holds by now is left as it is.</summary>
    Task SettleAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation);

    /// <summary>The dead messages after this one, oldest first.</summary>
    Task<ValueList<DeadMessage>> DeadAsync(MessageId after, int atMost, CancellationToken cancellation);

    /// <summary>
    /// Sends a dead message again with the same key and resets its attempts; returns false if there is none.
    /// </summary>
    Task<bool> SendAgainAsync(MessageId id, CancellationToken cancellation);

    /// <summary>Deletes the messages sent before a time, and returns their number. Dead messages are kept.</summary>
    Task<int> ForgetSentAsync(Instant before, CancellationToken cancellation);
}
