using Amazon;
using Rollouts.Integrations.Http;

namespace Rollouts.Integrations.Aws;

/// <summary>One API of AWS, or what speaks its protocol.</summary>
/// <param name="Address">Ends with a slash, so that a path below it stays below it.</param>
/// <param name="Timeout">How long one call may take.</param>
internal sealed record AwsEndpoint(AwsAccess Access, Uri Address, TlsSettings Tls, TimeSpan Timeout)
{
    /// <summary>
    /// The usual address of the service in the region if AWS itself is called, by whichever of its endpoints; null if
    /// the address is another system.
    /// </summary>
    public Uri? Standard { get; init; }

    /// <summary>The address of a service as an identity may demand it.</summary>
    /// <param name="host">The host name before the region: <c>appmesh</c>, <c>monitoring</c>.</param>
    public static Uri Of(string host, AwsAccess access)
    {
        var suffix = RegionEndpoint.GetBySystemName(access.Region).PartitionDnsSuffix;
        var isPlain = IsFipsByItself(host, access);
        return new(
            $"https://{host}{(access.Fips && !isPlain ? "-fips" : "")}.{access.Region}."
                + $"{(access.DualStack ? DualStackOf(suffix) : suffix)}/"
        );
    }

    // In GovCloud the older services have no separate FIPS endpoint over IPv4: the usual one is validated.
    private static bool IsFipsByItself(string host, AwsAccess access) =>
        !access.DualStack
        && access.Region.StartsWith("us-gov-", StringComparison.Ordinal)
        && host is ("elasticloadbalancing" or "monitoring" or "ssm" or "sts");

    private static string DualStackOf(string suffix) =>
        suffix switch
        {
            "amazonaws.com" => "api.aws",
            "amazonaws.com.cn" => "api.amazonwebservices.com.cn",
            _ => suffix,
        };

    /// <summary>The usual address of a service in a region.</summary>
    /// <param name="host">The host name before the region: <c>appmesh</c>, <c>monitoring</c>.</param>
    public static Uri Of(string host, string region) =>
        new($"https://{host}.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}/");
}
