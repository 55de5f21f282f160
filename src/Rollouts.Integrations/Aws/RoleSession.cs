using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Aws;

/// <summary>A session of an assumed role, which is renewed before it expires.</summary>
internal sealed class RoleSession(AssumedRole role, AwsAccess access, TimeProvider clock) : IDisposable
{
    /// <summary>
    /// How long before its expiry a session is renewed. The AWS clients use the same time, which bridges an outage of
    /// STS.
    /// </summary>
    private static readonly TimeSpan RenewedAhead = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The remaining lifetime that a session needs to be used: time for one call, and for differing clocks.
    /// </summary>
    private static readonly TimeSpan StillGood = TimeSpan.FromSeconds(30);

    /// <summary>The timeout of STS if there is no usable session. The caller may cancel earlier.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);

    /// <summary>The timeout of STS while a session is still usable. It must leave time for the call itself.</summary>
    private static readonly TimeSpan LongestRenewal = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1);
    private volatile Session? _session;

    public async Task<AWSCredentials> CurrentAsync(
        Func<CancellationToken, Task<AWSCredentials>> own,
        CancellationToken cancellation
    )
    {
        if (_session is { } session && IsGoodFor(session, RenewedAhead))
        {
            return session.Credentials;
        }

        // All waiting calls share one renewal.
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_session is { } renewed && IsGoodFor(renewed, RenewedAhead))
            {
                return renewed.Credentials;
            }

            return await RenewAsync(own, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Forget() => _session = null;

    public void Dispose() => _one.Dispose();

    private async Task<AWSCredentials> RenewAsync(
        Func<CancellationToken, Task<AWSCredentials>> own,
        CancellationToken cancellation
    )
    {
        var longest = _session is { } known && IsGoodFor(known, StillGood) ? LongestRenewal : LongestCall;
        var answer = await new BoundedCall($"STS for role '{role.Arn}'", longest, clock)
            .RunAsync(end => AssumeAsync(own, end), cancellation)
            .ConfigureAwait(false);
        if (answer.TryGet(out var session, out var fault))
        {
            _session = session;
            return session.Credentials;
        }

        // The old session serves while STS is unavailable, because a rollback must not wait for STS.
        return _session is { } old && IsGoodFor(old, StillGood) ? old.Credentials : throw new OutsideException(fault);
    }

    private async Task<Answer<Session>> AssumeAsync(
        Func<CancellationToken, Task<AWSCredentials>> own,
        CancellationToken end
    )
    {
        var config = new AmazonSecurityTokenServiceConfig { MaxErrorRetry = 0, AuthenticationRegion = access.Region };
        if (role.Sts is { } address)
        {
            config.ServiceURL = address.ToString();
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(access.Region);
            config.UseFIPSEndpoint = access.Fips;
            config.UseDualstackEndpoint = access.DualStack;
        }

        using var sts = new AmazonSecurityTokenServiceClient(await own(end).ConfigureAwait(false), config);
        var request = new AssumeRoleRequest
        {
            RoleArn = role.Arn,
            RoleSessionName = role.Session,
            ExternalId = role.ExternalId,
        };
        try
        {
            var answer = await sts.AssumeRoleAsync(request, end).ConfigureAwait(false);
            var given = answer.Credentials;
            return new Session(
                new SessionAWSCredentials(given.AccessKeyId, given.SecretAccessKey, given.SessionToken),
                given.Expiration ?? clock.GetUtcNow()
            );
        }
        catch (AmazonServiceException e) when (!end.IsCancellationRequested)
        {
            return AwsFaults.Of(e, $"STS for role '{role.Arn}'");
        }
    }

    private bool IsGoodFor(Session session, TimeSpan span) => session.Until - clock.GetUtcNow() > span;

    private sealed record Session(SessionAWSCredentials Credentials, DateTimeOffset Until);
}
