namespace Rollouts.Integrations.Alarms;

/// <summary>A received request that is not verified yet.</summary>
/// <param name="Header">Returns a header by its name; null if it was not sent, or was sent more than once.</param>
public sealed record AlarmMessage(Func<string, string?> Header, ReadOnlyMemory<byte> Body);
