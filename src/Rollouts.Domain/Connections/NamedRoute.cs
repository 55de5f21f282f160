using Rollouts.Domain.Plans;

namespace Rollouts.Domain.Connections;

/// <summary>A route with a name that an administrator has assigned, in the terms of its router.</summary>
public sealed record NamedRoute(string Name, Settings Where)
{
    /// <summary>The services that own the route; empty if no service is declared.</summary>
    public ValueList<ServiceName> Services { get; init; } = [];

    /// <summary>The environments that own the route; empty if no environment is declared.</summary>
    public ValueList<EnvironmentName> Environments { get; init; } = [];

    /// <summary>Whether an administrator has declared an owner.</summary>
    public bool IsOwned => !Services.IsEmpty || !Environments.IsEmpty;

    /// <summary>Whether the declaration, if there is one, lets this service use the route.</summary>
    public bool Serves(ServiceName service, EnvironmentName environment) =>
        (Services.IsEmpty || Services.Contains(service))
        && (Environments.IsEmpty || Environments.Contains(environment));
}
