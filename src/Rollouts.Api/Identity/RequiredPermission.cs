using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Engine.Requests;
using Rollouts.Hosting;

namespace Rollouts.Api.Identity;

/// <summary>The permission and the reach that an endpoint requires, declared where it is mapped.</summary>
/// <param name="Permission">Null for an endpoint that is open to all.</param>
internal sealed record RequiredPermission(Permission? Permission, RequiredReach Reach)
{
    /// <summary>
    /// The refusal of a caller who does not reach the resource in the address; null if the caller does. A resource in
    /// the body is checked where the body is read.
    /// </summary>
    public Problem? Refusal(Caller caller, RouteValueDictionary route)
    {
        // The endpoint itself answers an invalid name.
        NamedResource? named =
            route["environment"] is not string environment || !Name.IsValid(environment) ? null
            : route["service"] is not string service || Reach == RequiredReach.Environment
                ? new NamedResource.OfEnvironment(new EnvironmentName(environment))
            : Name.IsValid(service)
                ? new NamedResource.OfService(new ServiceName(service), new EnvironmentName(environment))
            : null;
        return AuthorizationRules.Beyond(caller, Reach, named) is { } beyond ? Problem.Of(beyond) : null;
    }
}

/// <summary>
/// Declares the requirements of endpoints. An endpoint without a declaration keeps the API from starting.
/// </summary>
internal static class RequiredPermissions
{
    public static T RequirePermission<T>(this T endpoint, Permission permission, RequiredReach reach)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiredPermission(permission, reach));

    /// <summary>The endpoint requires the permission and the reach that its use case declares.</summary>
    public static T RequirePermissionOf<T>(this T endpoint, Type request)
        where T : IEndpointConventionBuilder
    {
        var declared = UseCaseDeclaration.Of(request);
        return endpoint.WithMetadata(new RequiredPermission(declared.Permission, declared.Reach));
    }

    public static T AllowAll<T>(this T endpoint)
        where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new RequiredPermission(Permission: null, RequiredReach.None));

    /// <exception cref="HostRefusedException">An endpoint does not declare its requirements.</exception>
    public static void DemandDeclarations(this IEndpointRouteBuilder routes)
    {
        var undeclared = routes
            .DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .FirstOrDefault(endpoint => endpoint.Metadata.GetMetadata<RequiredPermission>() is null);
        if (undeclared is not null)
        {
            throw new HostRefusedException(
                $"The endpoint {undeclared.DisplayName} declares neither a permission and a reach nor that it is open "
                    + "to all."
            );
        }
    }
}
