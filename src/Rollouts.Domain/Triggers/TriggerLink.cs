namespace Rollouts.Domain.Triggers;

/// <summary>An address that a rollout is to show under a name, such as its commit.</summary>
public sealed record TriggerLink(string Name, TriggerText Address);
