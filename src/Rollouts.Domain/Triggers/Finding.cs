namespace Rollouts.Domain.Triggers;

/// <summary>What one expression of a trigger came to.</summary>
/// <param name="Part">Where it stands, as in <c>when[0]</c> or <c>version</c>.</param>
/// <param name="Given">What the event gave; null where a field of it is missing.</param>
/// <param name="IsUsable">Whether the trigger can go on with it.</param>
public sealed record Finding(string Part, string Expression, string? Given, bool IsUsable);
