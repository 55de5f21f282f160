using Rollouts.Integrations.Storage.Driving;

namespace Rollouts.Integrations.Storage.Telling;

/// <summary>A message that is to be sent now, held under a lease.</summary>
/// <param name="Attempts">
/// How often it was claimed before, so that one whose sending kills the sender is counted too.
/// </param>
public sealed record ClaimedMessage(MessageId Id, Message Message, Instant WrittenAt, int Attempts, LeaseToken Lease);
