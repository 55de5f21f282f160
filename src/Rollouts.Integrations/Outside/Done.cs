namespace Rollouts.Integrations.Outside;

/// <summary>It was done, and there is nothing more to say.</summary>
internal readonly record struct Done;
