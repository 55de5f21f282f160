using System.Net;
using Amazon;
using Amazon.Runtime.Signing;

namespace Rollouts.Integrations.Aws;

/// <summary>Signs each request with SigV4, with credentials that are resolved for this request.</summary>
/// <param name="service">The service name in the signature: <c>appmesh</c>, <c>monitoring</c>, <c>aps</c>.</param>
internal sealed class SigningHandler(
    AwsIdentity identity,
    string region,
    string service,
    TimeProvider clock,
    HttpMessageHandler inner
) : DelegatingHandler(inner)
{
    /// <summary>
    /// AWS refuses signatures that are more than five minutes off. A smaller difference is left alone, because it is
    /// not the reason of a refusal.
    /// </summary>
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(4);

    /// <summary>How far the clock of AWS is ahead of this machine's, in ticks.</summary>
    private long _ahead;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        await SignAsync(request, cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!IsRefused(response))
        {
            return response;
        }

        if (CorrectClock(response))
        {
            response.Dispose();
            await SignAsync(request, cancellationToken).ConfigureAwait(false);
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        if (IsRefused(response))
        {
            // Otherwise a revoked session would be used until it expires.
            identity.Forget();
        }

        return response;
    }

    private static bool IsRefused(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    private DateTimeOffset Now => clock.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    /// <summary>
    /// Takes over the time of the answer if it explains the refusal; returns false if it does not. The clients of AWS
    /// do the same: a machine whose clock is off must still be able to roll back.
    /// </summary>
    private bool CorrectClock(HttpResponseMessage response)
    {
        if (response.Headers.Date is not { } there || (there - Now).Duration() <= Tolerated)
        {
            return false;
        }

        Interlocked.Exchange(ref _ahead, (there - clock.GetUtcNow()).Ticks);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            identity.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task SignAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var signing = new AWSSigningRequest
        {
            HttpMethod = request.Method,
            RequestUri = request.RequestUri!,
            Content = request.Content is { } content
                ? await content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false)
                : [],
        };
        foreach (var (name, value) in SignedToo(request))
        {
            signing.Headers[name] = value;
        }

        var signed = await AWSSigV4Signer
            .SignAsync(
                signing,
                new AWSSigV4Parameters
                {
                    Credentials = await identity.CurrentAsync(cancellation).ConfigureAwait(false),
                    Region = RegionEndpoint.GetBySystemName(region),
                    Service = service,
                    SignedAt = Now.UtcDateTime,
                },
                cancellation
            )
            .ConfigureAwait(false);
        foreach (var (name, value) in signed.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    // The headers that determine the operation. A proxy may change all others on the way.
    private static IEnumerable<(string Name, string Value)> SignedToo(HttpRequestMessage request)
    {
        if (request.Content?.Headers.ContentType is { } type)
        {
            yield return ("content-type", type.ToString());
        }

        foreach (var header in request.Headers)
        {
            if (header.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
            {
                yield return (header.Key.ToLowerInvariant(), string.Join(',', header.Value));
            }
        }
    }
}
