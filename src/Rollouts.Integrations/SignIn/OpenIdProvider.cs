using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.SignIn;

/// <summary>
/// Calls a provider of OpenID Connect: its metadata, its token endpoint and its keys. It returns the answers without
/// validation; the caller validates them.
/// </summary>
public sealed class OpenIdProvider : IDisposable
{
    private const int MostBytes = 256 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly SignInSettings _settings;
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly BoundedCall _call;

    public OpenIdProvider(SignInSettings settings, AdapterContext around)
    {
        (_settings, _clock) = (settings, around.Clock);
        _http = HttpPeer.Connect(Credentials.None, settings.Tls);
        _call = new BoundedCall($"the provider {settings.Issuer}", Longest, around.Clock);
    }

    public Task<Answer<Discovery>> DescribeAsync(CancellationToken cancellation) =>
        _call.RunAsync(
            async end =>
            {
                var address = new Uri(_settings.Issuer.TrimEnd('/') + "/.well-known/openid-configuration");
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                var answer = await SendAsync(request, end).ConfigureAwait(false);
                return answer.TryGet(out var body, out var fault) ? Discovery.Read(body, _settings.Issuer) : fault;
            },
            cancellation
        );

    /// <summary>Returns the provider's keys, as raw bytes.</summary>
    public Task<Answer<byte[]>> KeysAsync(Discovery provider, CancellationToken cancellation) =>
        _call.RunAsync(
            async end =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, provider.Keys);
                return await SendAsync(request, end).ConfigureAwait(false);
            },
            cancellation
        );

    public Task<Answer<RedeemedTokens>> RedeemAsync(
        Discovery provider,
        CodeProof proof,
        CancellationToken cancellation
    ) => _call.RunAsync(end => RedeemOnceAsync(provider, proof, end), cancellation);

    /// <summary>Returns the claims of the user info endpoint, as raw bytes.</summary>
    public Task<Answer<byte[]>> UserInfoAsync(Discovery provider, string accessToken, CancellationToken cancellation) =>
        _call.RunAsync(
            async end =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, provider.UserInfo);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
                return await SendAsync(request, end).ConfigureAwait(false);
            },
            cancellation
        );

    public void Dispose() => _http.Dispose();

    private async Task<Answer<RedeemedTokens>> RedeemOnceAsync(
        Discovery provider,
        CodeProof proof,
        CancellationToken end
    )
    {
        Dictionary<string, string> form = new(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = proof.Code,
            ["code_verifier"] = proof.Verifier,
            ["redirect_uri"] = proof.Redirect.AbsoluteUri,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, provider.Token);
        if (_settings.ClientSecret is null)
        {
            form["client_id"] = _settings.ClientId;
        }
        else if (
            !(await SecretReader.ReadAsync(_settings.ClientSecret, end).ConfigureAwait(false)).TryGet(
                out var secret,
                out var unknown
            )
        )
        {
            return unknown;
        }
        else if (provider.TakesSecretInBody)
        {
            (form["client_id"], form["client_secret"]) = (_settings.ClientId, secret);
        }
        else
        {
            // Each half is encoded before they are joined (RFC 6749, 2.3.1), so that a colon in one of them is no
            // separator.
            var pair = $"{Uri.EscapeDataString(_settings.ClientId)}:{Uri.EscapeDataString(secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))
            );
        }

        request.Content = new FormUrlEncodedContent(form);
        var answer = await SendAsync(request, end).ConfigureAwait(false);
        return answer.TryGet(out var body, out var fault) ? TokensIn(body) : fault;
    }

    private async Task<Answer<byte[]>> SendAsync(HttpRequestMessage request, CancellationToken end)
    {
        request.Headers.Accept.ParseAdd("application/json");
        using var response = await _http
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end)
            .ConfigureAwait(false);
        var body = await HttpAnswer.ReadAsync(response, MostBytes, end).ConfigureAwait(false);
        return response.IsSuccessStatusCode
            ? body
            : HttpFaults.Of(response, _call.Whom, HttpAnswer.Said(body, "error"), _clock);
    }

    private static Answer<RedeemedTokens> TokensIn(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (TextIn(document, "id_token") is { } idToken && TextIn(document, "access_token") is { } accessToken)
            {
                return new RedeemedTokens(idToken, accessToken);
            }
        }
        catch (JsonException)
        {
            // Reported below. The body may hold a token, so the message does not repeat it.
        }

        return new Fault(FaultKind.Unusable, "the provider gave no tokens for a code");
    }

    private static string? TextIn(JsonDocument document, string name) =>
        document.RootElement.ValueKind == JsonValueKind.Object
        && document.RootElement.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
