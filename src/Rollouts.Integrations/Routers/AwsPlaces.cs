using Rollouts.Integrations.Aws;

namespace Rollouts.Integrations.Routers;

/// <summary>Compares connections to AWS.</summary>
internal static class AwsPlaces
{
    /// <summary>
    /// The identity of what answers at a connection. An AWS endpoint serves every account, so the identity includes the
    /// account: that of the assumed role, or otherwise the one behind the credentials.
    /// </summary>
    public static string ProxyOf(AwsEndpoint endpoint)
    {
        var at = $"{ProxyIdentity.Of(endpoint.Standard ?? endpoint.Address)} {endpoint.Access.Region}";
        return endpoint.Standard is null ? at : $"{at} {AccountOf(endpoint.Access)}";
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
