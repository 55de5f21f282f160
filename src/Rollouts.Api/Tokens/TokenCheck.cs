namespace Rollouts.Api.Tokens;

/// <summary>
/// Verifies a token, or returns why it is refused. No claim is used before the signature is verified.
/// </summary>
internal static class TokenCheck
{
    /// <summary>The largest difference between the provider's clock and this one.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    public static TokenVerdict Check(Jwt? token, KeySet keys, TokenRules rules, DateTimeOffset now)
    {
        if (token is null)
        {
            return TokenRefusal.Malformed;
        }

        // By name and never by exclusion, because 'none' can be written in many combinations of case.
        if (token.Algorithm is not (VerifyingKey.Rs256 or VerifyingKey.Es256))
        {
            return TokenRefusal.AlgorithmUnknown;
        }

        if (token.HasCritical)
        {
            return TokenRefusal.ExtensionUnknown;
        }

        var fitting = keys.For(token);
        if (fitting.IsEmpty)
        {
            return TokenRefusal.KeyUnknown;
        }

        return !fitting.Any(key => key.Verifies(token.Signed.Span, token.Signature.Span)) ? TokenRefusal.SignatureWrong
            : Contradiction(token, rules, now) is { } why ? why
            : new TokenVerdict.Accepted(token.Claims);
    }

    private static TokenRefusal? Contradiction(Jwt token, TokenRules rules, DateTimeOffset now)
    {
        var claims = token.Claims;
        return !rules.Types.Contains(token.Type) ? TokenRefusal.WrongType
            : claims.Text("iss") != rules.Issuer ? TokenRefusal.WrongIssuer
            : claims.Texts("aud") is not { } audience || !audience.Contains(rules.Audience) ? TokenRefusal.WrongAudience
            : rules.IsForUs && !IsForUs(claims, audience, rules.Audience) ? TokenRefusal.WrongParty
            : claims.Text("sub") is not { Length: > 0 } ? TokenRefusal.WithoutSubject
            : WhenWrong(claims, now) is { } when ? when
            : rules.Nonce is { } nonce && claims.Text("nonce") != nonce ? TokenRefusal.WrongNonce
            : null;
    }

    // A token for several audiences must name this one as the party that requested it.
    private static bool IsForUs(Claims claims, ValueList<string> audience, string us) =>
        claims.Has("azp") ? claims.Text("azp") == us : audience.Count == 1;

    private static TokenRefusal? WhenWrong(Claims claims, DateTimeOffset now) =>
        claims.Moment("exp") is not { } end ? TokenRefusal.WithoutEnd
        : now - Skew >= end ? TokenRefusal.Expired
        : IsAhead(claims, "nbf", now) || IsAhead(claims, "iat", now) ? TokenRefusal.NotYetValid
        : null;

    // A claim that is not a valid time does not count as a time in the past.
    private static bool IsAhead(Claims claims, string name, DateTimeOffset now) =>
        claims.Has(name) && !(claims.Moment(name) is { } moment && moment - Skew <= now);
}
