namespace Rollouts.Domain;

/// <summary>The service whose rollouts may move a route, in one environment.</summary>
public sealed record RouteOwner(ServiceName Service, EnvironmentName Environment);
