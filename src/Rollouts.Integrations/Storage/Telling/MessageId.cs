namespace Rollouts.Integrations.Storage.Telling;

/// <summary>One message in the outbox; a later one has a higher number.</summary>
public readonly record struct MessageId(long Number);
