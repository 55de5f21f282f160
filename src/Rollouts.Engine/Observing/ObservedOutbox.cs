using Rollouts.Engine.Metering;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Outbox;

namespace Rollouts.Engine.Observing;

/// <summary>Counts the results of messages.</summary>
internal sealed class ObservedOutbox(IOutbox inner, TimeProvider time) : IOutbox
{
    public static void Count(string outcome, int messages = 1) =>
        Telemetry.Messages.Add(messages, Labels.Of(Labels.Outcome, outcome));

    public Task<Claimed<ClaimedMessage>> ClaimAsync(ClaimRequest request, CancellationToken cancellation) =>
        StoreCalls.MeasureAsync("claim-messages", time, _ => inner.ClaimAsync(request, cancellation));

    public async Task SettleAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        await StoreCalls.MeasureAsync("settle-messages", time, () => inner.SettleAsync(deliveries, cancellation));
        foreach (var delivery in deliveries)
        {
            Count(OutcomeOf(delivery));
        }
    }

    public Task<ValueList<DeadMessage>> DeadAsync(MessageId after, int atMost, CancellationToken cancellation) =>
        StoreCalls.MeasureAsync("dead-messages", time, _ => inner.DeadAsync(after, atMost, cancellation));

    public Task<bool> SendAgainAsync(MessageId id, CancellationToken cancellation) =>
        inner.SendAgainAsync(id, cancellation);

    public Task<int> ForgetSentAsync(Instant before, CancellationToken cancellation) =>
        inner.ForgetSentAsync(before, cancellation);

    private static string OutcomeOf(Delivery delivery) =>
        delivery switch
        {
            Delivery.Sent => "sent",
            Delivery.Later => "later",
            Delivery.Deferred => "deferred",
            Delivery.Dead => "dead",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
