using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Outside.Aws;

/// <summary>
/// As whom AWS is called. Where neither a key nor a profile is named, the usual chain of AWS finds one: environment,
/// shared files, web identity, container, machine.
/// </summary>
/// <param name="Role">The role that is put on over whatever was found; null for none.</param>
internal sealed record AwsAccess(string Region, AccessKey? Key, string? Profile, AssumedRole? Role);

/// <summary>A key of its own, for those who keep it in a file or a variable of their choice.</summary>
/// <param name="Token">The session token of temporary keys; null for lasting ones.</param>
internal sealed record AccessKey(Secret Id, Secret Key, Secret? Token);

/// <summary>A role that is assumed through STS, each session for as long as STS grants it.</summary>
/// <param name="ExternalId">What the owner of the role demands to be told; null for nothing.</param>
/// <param name="Session">The name under which CloudTrail shows what was done.</param>
/// <param name="Sts">Where STS answers; null for that of the region.</param>
internal sealed record AssumedRole(string Arn, string? ExternalId, string Session, Uri? Sts);
