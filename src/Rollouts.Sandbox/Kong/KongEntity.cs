namespace Rollouts.Sandbox.Kong;

/// <summary>A service, or a route and the service that it points at.</summary>
internal sealed record KongEntity(Guid Id, string Name, double CreatedAt, double UpdatedAt, Guid? Service = null);
