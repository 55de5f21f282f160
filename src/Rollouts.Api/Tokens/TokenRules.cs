namespace Rollouts.Api.Tokens;

/// <summary>What a token has to say.</summary>
/// <param name="Issuer">Whose it is, letter by letter.</param>
/// <param name="Audience">Whom it has to be made out to, perhaps among others.</param>
/// <param name="Types">What it may call itself, in small letters; null where it may say nothing of it.</param>
internal sealed record TokenRules(string Issuer, string Audience, ValueList<string?> Types)
{
    /// <summary>What was sent along when the token was asked for; null where nothing was.</summary>
    public string? Nonce { get; init; }

    /// <summary>Whether it has to be the audience itself that asked for it.</summary>
    public bool IsForUs { get; init; }

    /// <summary>What a person signs in with (OpenID Connect Core 1.0, 3.1.3.7).</summary>
    public static TokenRules OfIdToken(string issuer, string clientId, string nonce) =>
        new(issuer, clientId, [null, "jwt"]) { Nonce = nonce, IsForUs = true };

    /// <summary>What a pipeline calls with. A token of another kind is not taken for one (RFC 8725, 3.11).</summary>
    public static TokenRules OfBearer(string issuer, string audience) =>
        new(issuer, audience, [null, "jwt", "at+jwt", "application/at+jwt"]);
}
