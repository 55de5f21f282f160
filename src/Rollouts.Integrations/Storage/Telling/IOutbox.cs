using Rollouts.Integrations.Storage.Driving;

namespace Rollouts.Integrations.Storage.Telling;

/// <summary>
/// What is still to be told. It is written with the streams, so nothing that happened is kept from anybody; and sent
/// by somebody else, so nobody's slow door delays a decision.
/// </summary>
public interface IOutbox
{
    /// <summary>
    /// Takes messages that are due, the longest overdue first: of each stream and channel only the oldest that is
    /// neither sent nor dead.
    /// </summary>
    Task<Claimed<ClaimedMessage>> ClaimAsync(ClaimRequest request, CancellationToken cancellation);

    /// <summary>Notes what became of them. One whose lease is somebody else's by now is left alone.</summary>
    Task SettleAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation);

    /// <summary>The dead ones after this, oldest first.</summary>
    Task<ValueList<DeadMessage>> DeadAsync(MessageId after, int atMost, CancellationToken cancellation);

    /// <summary>Sends a dead one again, with the same key, its attempts counted anew; false where none is.</summary>
    Task<bool> SendAgainAsync(MessageId id, CancellationToken cancellation);

    /// <summary>Forgets what was sent before; how many they were. The dead are kept.</summary>
    Task<int> ForgetSentAsync(Instant before, CancellationToken cancellation);
}
