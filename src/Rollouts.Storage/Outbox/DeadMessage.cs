namespace Rollouts.Storage.Outbox;

/// <summary>A message that could not be sent and waits for an operator.</summary>
/// <param name="Attempts">The number of failed attempts.</param>
public sealed record DeadMessage(MessageId Id, Message Message, Instant WrittenAt, int Attempts, string Error);
