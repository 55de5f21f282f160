namespace Rollouts.Integrations.Outside;

/// <summary>The result of a successful call without a value.</summary>
internal readonly record struct Done;
