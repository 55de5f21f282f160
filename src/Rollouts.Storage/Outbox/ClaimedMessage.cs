using Rollouts.Storage.Driving;

namespace Rollouts.Storage.Outbox;

/// <summary>A message to send now, held under a lease.</summary>
/// <param name="Attempts">
/// The number of earlier claims, so that a message whose sending crashes the worker is counted too.
/// </param>
public sealed record ClaimedMessage(MessageId Id, Message Message, Instant WrittenAt, int Attempts, LeaseToken Lease);
