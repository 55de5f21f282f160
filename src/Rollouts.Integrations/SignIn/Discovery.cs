using System.Text.Json;
using System.Text.Json.Serialization;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.SignIn;

/// <summary>The metadata of a provider (OpenID Connect Discovery 1.0).</summary>
public sealed record Discovery
{
    [JsonPropertyName("issuer")]
    public string? Issuer { get; init; }

    [JsonPropertyName("authorization_endpoint")]
    public Uri? Authorization { get; init; }

    [JsonPropertyName("token_endpoint")]
    public Uri? Token { get; init; }

    [JsonPropertyName("jwks_uri")]
    public Uri? Keys { get; init; }

    [JsonPropertyName("userinfo_endpoint")]
    public Uri? UserInfo { get; init; }

    [JsonPropertyName("token_endpoint_auth_methods_supported")]
    public IReadOnlyList<string>? Authentication { get; init; }

    /// <summary>Whether each of its authorization responses names its issuer (RFC 9207).</summary>
    [JsonPropertyName("authorization_response_iss_parameter_supported")]
    public bool NamesIssuer { get; init; }

    /// <summary>Basic authentication is the default for a provider that lists no methods.</summary>
    [JsonIgnore]
    internal bool TakesSecretInBody =>
        Authentication?.Contains("client_secret_post") == true && !Authentication.Contains("client_secret_basic");

    internal static Answer<Discovery> Read(byte[] body, string issuer)
    {
        Discovery? found;
        try
        {
            found = JsonSerializer.Deserialize<Discovery>(body);
        }
        catch (JsonException)
        {
            return Unusable("is no JSON of the right shape");
        }

        // One provider must not be able to speak for another (discovery 1.0, 4.3).
        if (found?.Issuer != issuer)
        {
            return Unusable($"calls itself {ForeignText.Quoted(found?.Issuer ?? "nothing")}, and not '{issuer}'");
        }

        if (found is not { Authorization: not null, Token: not null, Keys: not null })
        {
            return Unusable("does not say where codes, tokens and keys are had");
        }

        Uri?[] all = [found.Authorization, found.Token, found.Keys, found.UserInfo];
        return all.OfType<Uri>().All(address => address.IsAbsoluteUri && SignInWords.IsSafe(address))
            ? found
            : Unusable("names an address that is not https");
    }

    private static Fault Unusable(string why) => new(FaultKind.Unusable, $"the provider's description {why}");
}
