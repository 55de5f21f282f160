using Amazon;
using Rollouts.Integrations.Http;

namespace Rollouts.Integrations.Aws;

/// <summary>One API of AWS, or what speaks its protocol.</summary>
/// <param name="Address">Ends with a slash, so that a path below it stays below it.</param>
/// <param name="Timeout">How long one call may take.</param>
internal sealed record AwsEndpoint(AwsAccess Access, Uri Address, TlsSettings Tls, TimeSpan Timeout)
{
    /// <summary>The address of a service in a region.</summary>
    /// <param name="host">The host name before the region: <c>appmesh</c>, <c>monitoring</c>.</param>
    public static Uri Of(string host, string region) =>
        new($"https://{host}.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}/");
}
