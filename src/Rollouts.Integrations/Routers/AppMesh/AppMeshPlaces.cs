using Rollouts.Integrations.Aws;

namespace Rollouts.Integrations.Routers.AppMesh;

/// <summary>Compares routes of App Mesh.</summary>
internal static class AppMeshPlaces
{
    /// <summary>
    /// The identity of the proxy. An AWS endpoint serves every account, so the identity includes the account: that of
    /// the assumed role, or otherwise the one behind the credentials.
    /// </summary>
    public static string ProxyOf(AwsEndpoint endpoint)
    {
        var at = $"{ProxyIdentity.Of(endpoint.Address)} {endpoint.Access.Region}";
        return endpoint.Address == AwsEndpoint.Of("appmesh", endpoint.Access.Region)
            ? $"{at} {AccountOf(endpoint.Access)}"
            : at;
    }

    /// <summary>
    /// Without the owner of a shared mesh, since naming one's own account and naming none mean the same mesh. Two
    /// shared
    /// meshes of one name count as one: that refuses too much and never too little.
    /// </summary>
    public static IReadOnlyList<string> PartsOf(AppMeshRoute route) => [route.Mesh, route.VirtualRouter, route.Route];

    private static string AccountOf(AwsAccess access) =>
        access switch
        {
            { Role: { } role } => role.Arn.Split(':')[4],
            { Profile: { } profile } => $"profile {profile}",
            { Key: { } key } => $"key {key.Id}",
            _ => "",
        };
}
