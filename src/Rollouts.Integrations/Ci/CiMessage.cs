namespace Rollouts.Integrations.Ci;

/// <summary>A received request that is not verified yet.</summary>
/// <param name="Header">Returns a header by its name; null if it was not sent, or was sent more than once.</param>
/// <param name="At">When the request was received, by this service's clock.</param>
public sealed record CiMessage(Func<string, string?> Header, ReadOnlyMemory<byte> Body, DateTimeOffset At);
