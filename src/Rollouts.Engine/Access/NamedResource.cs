namespace Rollouts.Engine.Access;

/// <summary>The resource of a request, which its caller has to reach.</summary>
public abstract record NamedResource
{
    private NamedResource() { }

    public sealed record OfService(ServiceName Service, EnvironmentName Environment) : NamedResource;

    public sealed record OfEnvironment(EnvironmentName Environment) : NamedResource;

    /// <summary>A rollout. Its service and environment are read from the store.</summary>
    public sealed record OfRollout(RolloutId Id) : NamedResource;
}
