using Rollouts.Integrations.Storage.Driving;

namespace Rollouts.Integrations.Storage.Telling;

/// <summary>What became of trying to send a message.</summary>
public abstract record Delivery(MessageId Id, LeaseToken Lease)
{
    public sealed record Sent(MessageId Id, LeaseToken Lease) : Delivery(Id, Lease);

    public sealed record Later(MessageId Id, LeaseToken Lease, Instant At, string Error) : Delivery(Id, Lease);

    /// <summary>Given up. What comes after it in its channel goes on.</summary>
    public sealed record Dead(MessageId Id, LeaseToken Lease, string Error) : Delivery(Id, Lease);
}
