using Rollouts.Engine.Observing;
using Rollouts.Fakes.Storage;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Outbox;

namespace Rollouts.Engine.Tests.Observing;

/// <summary>Each outcome of a message is counted, and none of them is an exception.</summary>
public sealed class OutboxOutcomeTests
{
    [Fact]
    public async Task Each_outcome_of_a_message_has_a_name()
    {
        var clock = new SettableClock();
        var outbox = new ObservedOutbox(new MemoryStore(clock).Outbox, clock);
        var (id, lease, at) = (default(MessageId), default(LeaseToken), Instant.From(clock.GetUtcNow()));
        Delivery[] all =
        [
            new Delivery.Sent(id, lease),
            new Delivery.Later(id, lease, at, "x"),
            new Delivery.Deferred(id, lease, at),
            new Delivery.Dead(id, lease, "x"),
        ];
        Assert.Equal(typeof(Delivery).GetNestedTypes().Length, all.Length);
        await outbox.SettleAsync(all, default);
    }
}
