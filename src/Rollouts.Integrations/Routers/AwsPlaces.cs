using Rollouts.Integrations.Aws;

namespace Rollouts.Integrations.Routers;

/// <summary>Compares connections to AWS.</summary>
internal static class AwsPlaces
{
    /// <summary>
    /// The identity of what answers at a connection. An AWS endpoint serves every account, so the identity includes the
    /// account: that of the assumed role, or otherwise the one behind the credentials.
    /// </summary>
    /// <param name="host">The host name of the service before the region.</param>
    public static string ProxyOf(AwsEndpoint endpoint, string host)
    {
        var at = $"{ProxyIdentity.Of(endpoint.Address)} {endpoint.Access.Region}";
        return endpoint.Address == AwsEndpoint.Of(host, endpoint.Access.Region)
            ? $"{at} {AccountOf(endpoint.Access)}"
            : at;
    }

    private static string AccountOf(AwsAccess access) =>
        access switch
        {
            { Role: { } role } => role.Arn.Split(':')[4],
            { Profile: { } profile } => $"profile {profile}",
            { Key: { } key } => $"key {key.Id}",
            _ => "",
        };
}
