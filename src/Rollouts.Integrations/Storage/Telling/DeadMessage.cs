namespace Rollouts.Integrations.Storage.Telling;

/// <summary>A message that could not be sent, for somebody to look at.</summary>
/// <param name="Attempts">How often it was tried.</param>
public sealed record DeadMessage(MessageId Id, Message Message, Instant WrittenAt, int Attempts, string Error);
