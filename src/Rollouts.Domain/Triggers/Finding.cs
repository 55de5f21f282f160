namespace Rollouts.Domain.Triggers;

/// <summary>The result of one expression of a trigger.</summary>
/// <param name="Part">The place of the expression, as in <c>when[0]</c> or <c>version</c>.</param>
/// <param name="Given">The value from the event; null if a field of it is missing.</param>
/// <param name="IsUsable">Whether the trigger can continue with it.</param>
public sealed record Finding(string Part, string Expression, string? Given, bool IsUsable);
