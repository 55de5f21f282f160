using Rollouts.Storage.Driving;

namespace Rollouts.Storage.Outbox;

/// <summary>The result of an attempt to send a message.</summary>
public abstract record Delivery(MessageId Id, LeaseToken Lease)
{
    public sealed record Sent(MessageId Id, LeaseToken Lease) : Delivery(Id, Lease);

    public sealed record Later(MessageId Id, LeaseToken Lease, Instant At, string Error) : Delivery(Id, Lease);

    /// <summary>
    /// Not tried yet, because its turn comes later. The attempt is not counted, so that waiting for a turn never makes
    /// a message look like a failed one.
    /// </summary>
    public sealed record Deferred(MessageId Id, LeaseToken Lease, Instant At) : Delivery(Id, Lease);

    /// <summary>Given up. The later messages of its channel continue.</summary>
    public sealed record Dead(MessageId Id, LeaseToken Lease, string Error) : Delivery(Id, Lease);
}
