namespace Rollouts.Domain.Triggers;

/// <summary>A named link for a rollout to show, such as its commit.</summary>
public sealed record TriggerLink(string Name, TriggerText Address);
