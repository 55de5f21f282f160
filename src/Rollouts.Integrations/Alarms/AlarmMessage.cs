namespace Rollouts.Integrations.Alarms;

/// <summary>A request as it came in, before anybody believes it.</summary>
/// <param name="Header">A header by its name; null where it was not sent, or more than once.</param>
public sealed record AlarmMessage(Func<string, string?> Header, ReadOnlyMemory<byte> Body);
