using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Problems;
using Rollouts.Worker.Hosting;

namespace Rollouts.Api.Identity;

/// <summary>The permission and the reach that an endpoint demands of its caller, declared where it is mapped.</summary>
/// <param name="Permission">Null for an endpoint that is open to all.</param>
internal sealed record Needs(Permission? Permission, Reach Reach)
{
    /// <summary>
    /// The refusal of a caller who does not reach what the address names; null if the caller does. What a body names
    /// is checked where the body is read.
    /// </summary>
    public Problem? Refusal(Caller caller, RouteValueDictionary route)
    {
        if (Reach == Reach.All)
        {
            return caller.ReachesAll ? null : Refusals.BeyondReach(caller, "what belongs to no single service");
        }

        // A name that cannot be one is answered by the endpoint, as every such name is.
        if (Reach == Reach.None || route["environment"] is not string environment || !Name.IsValid(environment))
        {
            return null;
        }

        var at = new EnvironmentName(environment);
        return (Reach, route["service"]) switch
        {
            (Reach.Environment, _) when !caller.ReachesAllOf(at) => Refusals.BeyondReach(
                caller,
                $"all services in '{at}'"
            ),
            (Reach.Service, string service)
                when Name.IsValid(service) && !caller.Reaches(new ServiceName(service), at) => Refusals.BeyondReach(
                caller,
                $"'{service}' in '{at}'"
            ),
            (Reach.Service, null) when !caller.ReachesSomeOf(at) => Refusals.BeyondReach(
                caller,
                $"any service in '{at}'"
            ),
            _ => null,
        };
    }
}

/// <summary>Declares what endpoints demand. An endpoint without a declaration keeps the API from starting.</summary>
internal static class NeedsOfEndpoints
{
    public static T Needing<T>(this T endpoint, Permission permission, Reach reach)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new Needs(permission, reach));

    public static T OpenToAll<T>(this T endpoint)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new Needs(Permission: null, Reach.None));

    /// <exception cref="HostRefusedException">An endpoint does not declare what it demands.</exception>
    public static void DemandDeclarations(this IEndpointRouteBuilder routes)
    {
        var undeclared = routes
            .DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .FirstOrDefault(endpoint => endpoint.Metadata.GetMetadata<Needs>() is null);
        if (undeclared is not null)
        {
            throw new HostRefusedException(
                $"The endpoint {undeclared.DisplayName} declares neither a permission and a reach nor that it is open "
                    + "to all."
            );
        }
    }
}
