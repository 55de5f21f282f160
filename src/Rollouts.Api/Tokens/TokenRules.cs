namespace Rollouts.Api.Tokens;

/// <summary>The required claims of a token.</summary>
/// <param name="Issuer">The exact issuer.</param>
/// <param name="Audience">The required audience, perhaps among others.</param>
/// <param name="Types">The allowed types, in lower case; null among them allows a missing type.</param>
internal sealed record TokenRules(string Issuer, string Audience, ValueList<string?> Types)
{
    /// <summary>The nonce that was sent with the request for the token; null if none was.</summary>
    public string? Nonce { get; init; }

    /// <summary>Whether the audience itself must have requested the token.</summary>
    public bool IsForUs { get; init; }

    /// <summary>The rules for the token of a sign-in (OpenID Connect Core 1.0, 3.1.3.7).</summary>
    public static TokenRules OfIdToken(string issuer, string clientId, string nonce) =>
        new(issuer, clientId, [null, "jwt"]) { Nonce = nonce, IsForUs = true };

    /// <summary>The rules for the token of a pipeline. A token of another type is refused (RFC 8725, 3.11).</summary>
    public static TokenRules OfBearer(string issuer, string audience) =>
        new(issuer, audience, [null, "jwt", "at+jwt", "application/at+jwt"]);
}
