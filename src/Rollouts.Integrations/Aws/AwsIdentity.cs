using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Aws;

/// <summary>Provides the currently valid credentials.</summary>
internal sealed class AwsIdentity(AwsAccess access, TimeProvider clock) : IDisposable
{
    private readonly RoleSession? _role = access.Role is { } role ? new RoleSession(role, access, clock) : null;
    private DefaultAWSCredentialsIdentityResolver _chain = new();
    private AWSCredentials? _profile;

    /// <exception cref="OutsideException">No credentials are configured, or they cannot be retrieved.</exception>
    public async Task<AWSCredentials> CurrentAsync(CancellationToken cancellation)
    {
        try
        {
            return _role is null
                ? await OwnAsync(cancellation).ConfigureAwait(false)
                : await _role.CurrentAsync(OwnAsync, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException)
        {
            throw new OutsideException(
                new Fault(FaultKind.Denied, $"no AWS credentials can be had: {ForeignText.Quoted(e.Message)}")
            );
        }
    }

    /// <summary>
    /// Discards the cached credentials after AWS has rejected them, so that the next call looks them up anew.
    /// </summary>
    public void Forget()
    {
        // The chain keeps what it has found for as long as it lives. A running call may still use the old one, so that
        // is left to the garbage collector.
        _chain = new DefaultAWSCredentialsIdentityResolver();
        _profile = null;
        _role?.Forget();
    }

    public void Dispose()
    {
        _chain.Dispose();
        _role?.Dispose();
    }

    private async Task<AWSCredentials> OwnAsync(CancellationToken cancellation)
    {
        if (access.Key is { } key)
        {
            return await KeptAsync(key, cancellation).ConfigureAwait(false);
        }

        var found = access.Profile is { } profile
            ? _profile ??= OfProfile(profile)
            : await _chain
                .ResolveIdentityAsync(
                    new AmazonSecurityTokenServiceConfig
                    {
                        RegionEndpoint = RegionEndpoint.GetBySystemName(access.Region),
                    },
                    cancellation
                )
                .ConfigureAwait(false);

        // Resolved here and not by the signer, so that the end of the call also cancels a slow metadata service.
        var values = await found.GetCredentialsAsync().WaitAsync(cancellation).ConfigureAwait(false);
        return Fixed(values.AccessKey, values.SecretKey, values.Token);
    }

    private static AWSCredentials OfProfile(string profile) =>
        new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var found)
            ? found
            : throw new OutsideException(
                new Fault(FaultKind.Denied, $"there is no profile '{profile}' in the AWS files of this process")
            );

    private static async Task<AWSCredentials> KeptAsync(AwsAccessKey key, CancellationToken cancellation) =>
        Fixed(
            await ReadAsync(key.Id, cancellation).ConfigureAwait(false),
            await ReadAsync(key.Key, cancellation).ConfigureAwait(false),
            key.Token is { } token ? await ReadAsync(token, cancellation).ConfigureAwait(false) : null
        );

    private static async Task<string> ReadAsync(Secret secret, CancellationToken cancellation)
    {
        var answer = await SecretReader.ReadAsync(secret, cancellation).ConfigureAwait(false);
        return answer.TryGet(out var value, out var fault) ? value : throw new OutsideException(fault);
    }

    private static AWSCredentials Fixed(string id, string secret, string? token) =>
        string.IsNullOrEmpty(token)
            ? new BasicAWSCredentials(id, secret)
            : new SessionAWSCredentials(id, secret, token);
}
