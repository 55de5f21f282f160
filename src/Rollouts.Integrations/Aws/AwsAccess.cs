using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Aws;

/// <summary>
/// The identity for calls of AWS. Without a key or a profile, the default chain of AWS finds one: environment, shared
/// files, web identity, container, machine.
/// </summary>
/// <param name="Role">The role to assume with the found credentials; null for none.</param>
internal sealed record AwsAccess(string Region, AwsAccessKey? Key, string? Profile, AssumedRole? Role)
{
    /// <summary>Whether the endpoints with validated cryptography are called.</summary>
    public bool Fips { get; init; }

    /// <summary>Whether the endpoints with IPv4 and IPv6 addresses are called.</summary>
    public bool DualStack { get; init; }
}

/// <summary>An explicit key, for installations that keep it in a file or a variable of their choice.</summary>
/// <param name="Token">The session token of temporary keys; null for permanent ones.</param>
internal sealed record AwsAccessKey(Secret Id, Secret Key, Secret? Token);

/// <summary>A role that is assumed through STS. Each session lasts for as long as STS grants it.</summary>
/// <param name="ExternalId">The external ID that the role's owner requires; null for none.</param>
/// <param name="Session">The session name that CloudTrail shows.</param>
/// <param name="Sts">The address of STS; null for the address of the region.</param>
internal sealed record AssumedRole(string Arn, string? ExternalId, string Session, Uri? Sts);
