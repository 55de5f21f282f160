namespace Rollouts.Domain.Rollouts.States;

/// <summary>The traffic that an event decides for one target.</summary>
public sealed record TargetTraffic(TargetName Target, Traffic Traffic);
