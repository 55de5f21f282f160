namespace Rollouts.Integrations.Ci;

/// <summary>A request as it came in, before anybody believes it.</summary>
/// <param name="Header">A header by its name; null where it was not sent, or more than once.</param>
/// <param name="At">When it came, by this service's clock.</param>
public sealed record CiMessage(Func<string, string?> Header, ReadOnlyMemory<byte> Body, DateTimeOffset At);
