namespace Rollouts.Domain.Services;

/// <summary>A route of a service at rest that shows another weight than it was left with.</summary>
public sealed record RouteDrift(TargetName Target, Weight Seen);
