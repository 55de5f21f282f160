using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Rollouts.Api.Tokens;
using Rollouts.Domain.Access;
using Rollouts.Engine.Clocks;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.SignIn;

namespace Rollouts.Api.SignIn;

/// <summary>
/// The authorization code flow of OpenID Connect with PKCE. Each value that returns through the browser is checked
/// before the next one is used.
/// </summary>
internal sealed partial class CodeFlow(SignInSetup setup, StoreClock clock, ILogger<CodeFlow> logger)
{
    public const string CallbackPath = "/sign-in/callback";

    private const int LongestCode = 4096;

    /// <summary>The address to which the browser is redirected.</summary>
    public async Task<Answer<Uri>> AddressAsync(
        SignInSettings settings,
        Attempt attempt,
        CancellationToken cancellation
    )
    {
        if (!(await setup.Keys.DescribeAsync(cancellation)).TryGet(out var provider, out var fault))
        {
            LogAway(logger, fault.Message);
            return fault;
        }

        KeyValuePair<string, string?>[] query =
        [
            new("response_type", "code"),
            new("client_id", settings.ClientId),
            new("redirect_uri", RedirectOf(settings).AbsoluteUri),
            new("scope", string.Join(' ', settings.Scopes)),
            new("state", attempt.State),
            new("nonce", attempt.Nonce),
            new("code_challenge", attempt.Challenge),
            new("code_challenge_method", "S256"),
        ];
        var address = provider.Authorization!.AbsoluteUri;
        return new Uri(
            address
                + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?")
                + QueryString.Create(query).Value![1..]
        );
    }

    /// <summary>The person who signed in, or the error and its details for the log.</summary>
    public async Task<(Person? Person, SignInError? Trouble, string Why)> FinishAsync(
        SignInSettings settings,
        Attempt? attempt,
        IQueryCollection query,
        CancellationToken cancellation
    )
    {
        if (attempt is null || attempt.IsOver(clock.Now) || Only(query, "state") is not { } state)
        {
            return Refused(SignInError.NotBegun, "no attempt is under way in this browser");
        }

        if (!attempt.Began(state))
        {
            return Refused(SignInError.NotBegun, "its state belongs to another browser");
        }

        if (!(await setup.Keys.DescribeAsync(cancellation)).TryGet(out var provider, out var away))
        {
            return Away(away);
        }

        // The issuer of the answer (RFC 9207), so that one provider's code is never sent to another.
        if (query.ContainsKey("iss") ? Only(query, "iss") != settings.Issuer : provider.NamesIssuer)
        {
            return Refused(SignInError.NotBegun, "its answer is not the provider's");
        }

        if (query.ContainsKey("error"))
        {
            return Refused(SignInError.ProviderRefused, "the provider did not let them sign in");
        }

        if (Only(query, "code") is not { Length: > 0 and <= LongestCode } code)
        {
            return Refused(SignInError.NotBegun, "it came back without a code");
        }

        var proof = new CodeProof(code, attempt.Verifier, RedirectOf(settings));
        return (await setup.Provider.RedeemAsync(provider, proof, cancellation)).TryGet(out var tokens, out var fault)
                ? await ReadAsync(settings, provider, attempt.Nonce, tokens, cancellation)
            : fault.Kind == FaultKind.Refused ? CodeRefused(fault)
            : Away(fault);
    }

    private async Task<(Person? Person, SignInError? Trouble, string Why)> ReadAsync(
        SignInSettings settings,
        Discovery provider,
        string nonce,
        RedeemedTokens tokens,
        CancellationToken cancellation
    )
    {
        if (Jwt.Parse(tokens.IdToken) is not { } token)
        {
            return Refused(SignInError.TokenRefused, BearerHandler.WordsOf(TokenRefusal.Malformed));
        }

        if (!(await setup.Keys.ForAsync(token, cancellation)).TryGet(out var keys, out var away))
        {
            return Away(away);
        }

        var rules = TokenRules.OfIdToken(settings.Issuer, settings.ClientId, nonce);
        var verdict = TokenCheck.Check(token, keys, rules, clock.Now.ToDateTimeOffset());
        if (verdict is not TokenVerdict.Accepted { Claims: var claims })
        {
            var refused = (TokenVerdict.Refused)verdict;
            return Refused(SignInError.TokenRefused, BearerHandler.WordsOf(refused.Why));
        }

        Claims? more = null;
        if (provider.UserInfo is not null && PersonReader.NeedsMore(claims, settings.NameClaim, settings.GroupsClaim))
        {
            var info = await setup.Provider.UserInfoAsync(provider, tokens.AccessToken, cancellation);
            if (!info.TryGet(out var body, out var fault))
            {
                return Away(fault);
            }

            more = Claims.Read(body);

            // Claims about another subject must not be used for this one (OpenID Connect Core 1.0, 5.3.2).
            if (more is null || more.Text("sub") != claims.Text("sub"))
            {
                return Refused(SignInError.TokenRefused, "the user info names another subject than the token");
            }
        }

        var person = PersonReader.Read(
            settings.Issuer,
            claims,
            more,
            settings.NameClaim,
            settings.GroupsClaim,
            out var why
        );
        return person is null ? Refused(SignInError.Unnamed, why) : (person, null, "");
    }

    private (Person?, SignInError?, string) CodeRefused(Fault fault)
    {
        LogAway(logger, fault.Message);
        return Refused(SignInError.CodeRefused, "the provider does not take its code back");
    }

    private (Person?, SignInError?, string) Away(Fault fault)
    {
        LogAway(logger, fault.Message);
        return Refused(SignInError.ProviderAway, "the provider does not answer as it should");
    }

    private static (Person?, SignInError?, string) Refused(SignInError trouble, string why) => (null, trouble, why);

    private static Uri RedirectOf(SignInSettings settings) => new(settings.Address, CallbackPath);

    // A repeated parameter could be read differently here and elsewhere.
    private static string? Only(IQueryCollection query, string name) => query[name] is [{ } only] ? only : null;

    [LoggerMessage(1, LogLevel.Warning, "A sign-in failed at the provider: {Why}")]
    private static partial void LogAway(ILogger logger, string why);
}
