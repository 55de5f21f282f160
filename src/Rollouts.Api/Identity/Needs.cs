using Microsoft.AspNetCore.Builder;

namespace Rollouts.Api.Identity;

/// <summary>What an endpoint asks of its caller, as it was declared where the endpoint is mapped.</summary>
/// <param name="Permission">Null for what anybody may see, a stranger too.</param>
internal sealed record Needs(Permission? Permission);

/// <summary>Declares what endpoints ask. One that declares nothing answers nobody.</summary>
internal static class NeedsOfEndpoints
{
    public static T Needing<T>(this T endpoint, Permission permission)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new Needs(permission));

    public static T OpenToAll<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new Needs(Permission: null));
}
