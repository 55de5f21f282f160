using System.Net.Http.Headers;
using System.Text;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Http;

/// <summary>Signs each request, with secrets looked up for this one request.</summary>
internal sealed class CredentialHandler(Credentials credentials, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (credentials.Basic is { } basic)
        {
            var password = await ReadAsync(basic.Password, cancellationToken).ConfigureAwait(false);
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.User}:{password}"))
            );
        }

        if (credentials.Bearer is { } bearer)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Bearer",
                await ReadAsync(bearer, cancellationToken).ConfigureAwait(false)
            );
        }

        foreach (var header in credentials.Headers)
        {
            var value = header.Value ?? await ReadAsync(header.Secret!, cancellationToken).ConfigureAwait(false);
            request.Headers.TryAddWithoutValidation(header.Name, value);
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> ReadAsync(Secret secret, CancellationToken cancellation) =>
        await SecretReader.ReadAsync(secret, cancellation).ConfigureAwait(false) switch
        {
            Answer<string>.Got got => got.Value,
            Answer<string>.Failed failed => throw new OutsideException(failed.Fault),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
