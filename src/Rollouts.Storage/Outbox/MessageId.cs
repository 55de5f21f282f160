namespace Rollouts.Storage.Outbox;

/// <summary>The identity of a message in the outbox. A later message has a higher number.</summary>
public readonly record struct MessageId(long Number);
