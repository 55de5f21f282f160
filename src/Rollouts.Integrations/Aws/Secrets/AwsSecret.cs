using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Aws.Secrets;

/// <summary>A secret of Secrets Manager, or a parameter of the Parameter Store.</summary>
/// <param name="Kind">Where it is kept.</param>
/// <param name="Name">Its name or ARN.</param>
/// <param name="Field">The field of a secret that is a JSON object; null if all of it is the secret.</param>
/// <param name="Stage">The staging label of the version; null for the current one.</param>
/// <param name="Refresh">How long a secret that was read is used before it is read again.</param>
internal sealed record AwsSecret(
    AwsSecretKind Kind,
    string Name,
    string? Field,
    string? Stage,
    AwsEndpoint Endpoint,
    TimeSpan Refresh
) : ISecretPlace
{
    public Task<Answer<string>> ReadAsync(CancellationToken cancellation) =>
        AwsSecretCache.ReadAsync(this, cancellation);

    public override string ToString() =>
        (Kind == AwsSecretKind.Secret ? $"secret '{Name}' of Secrets Manager" : $"parameter '{Name}' of SSM")
        + (Field is null ? "" : $", field '{Field}'");
}
