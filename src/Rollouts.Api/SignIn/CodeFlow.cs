using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Rollouts.Api.Tokens;
using Rollouts.Domain.Access;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.SignIn;
using Rollouts.Worker;

namespace Rollouts.Api.SignIn;

/// <summary>
/// OpenID Connect's code flow with PKCE: what is asked of the provider, and what is made of its answer. Each thing that
/// comes back through the browser is checked before the next one is used.
/// </summary>
internal sealed partial class CodeFlow(SignInSetup setup, Engine engine, ILogger<CodeFlow> logger)
{
    public const string CallbackPath = "/sign-in/callback";

    private const int LongestCode = 4096;

    /// <summary>Where the browser is sent.</summary>
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

    /// <summary>Who came back; the trouble, with words for the log, where nobody did.</summary>
    public async Task<(Person? Person, Trouble? Trouble, string Why)> FinishAsync(
        SignInSettings settings,
        Attempt? attempt,
        IQueryCollection query,
        CancellationToken cancellation
    )
    {
        if (attempt is null || attempt.IsOver(engine.Clock.Now) || Only(query, "state") is not { } state)
        {
            return Refused(Trouble.NotBegun, "no attempt is under way in this browser");
        }

        if (!attempt.Began(state))
        {
            return Refused(Trouble.NotBegun, "its state belongs to another browser");
        }

        if (!(await setup.Keys.DescribeAsync(cancellation)).TryGet(out var provider, out var away))
        {
            return Away(away);
        }

        // Whose answer it is (RFC 9207), so that one provider's code is never shown to another.
        if (query.ContainsKey("iss") ? Only(query, "iss") != settings.Issuer : provider.NamesIssuer)
        {
            return Refused(Trouble.NotBegun, "its answer is not the provider's");
        }

        if (query.ContainsKey("error"))
        {
            return Refused(Trouble.ProviderRefused, "the provider did not let them sign in");
        }

        if (Only(query, "code") is not { Length: > 0 and <= LongestCode } code)
        {
            return Refused(Trouble.NotBegun, "it came back without a code");
        }

        var proof = new CodeProof(code, attempt.Verifier, RedirectOf(settings));
        return (await setup.Provider.RedeemAsync(provider, proof, cancellation)).TryGet(out var tokens, out var fault)
                ? await ReadAsync(settings, provider, attempt.Nonce, tokens, cancellation)
            : fault.Kind == FaultKind.Refused ? CodeRefused(fault)
            : Away(fault);
    }

    private async Task<(Person? Person, Trouble? Trouble, string Why)> ReadAsync(
        SignInSettings settings,
        Discovery provider,
        string nonce,
        RedeemedTokens tokens,
        CancellationToken cancellation
    )
    {
        if (Jwt.Parse(tokens.IdToken) is not { } token)
        {
            return Refused(Trouble.TokenRefused, TokenDoor.WordsOf(TokenRefusal.Malformed));
        }

        if (!(await setup.Keys.ForAsync(token, cancellation)).TryGet(out var keys, out var away))
        {
            return Away(away);
        }

        var rules = TokenRules.OfIdToken(settings.Issuer, settings.ClientId, nonce);
        var verdict = TokenCheck.Check(token, keys, rules, engine.Clock.Now.ToDateTimeOffset());
        if (verdict is not TokenVerdict.Accepted { Claims: var claims })
        {
            var refused = (TokenVerdict.Refused)verdict;
            return Refused(Trouble.TokenRefused, TokenDoor.WordsOf(refused.Why));
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

            // What is said of somebody else must not be believed of this one (OpenID Connect Core 1.0, 5.3.2).
            if (more is null || more.Text("sub") != claims.Text("sub"))
            {
                return Refused(Trouble.TokenRefused, "the provider says more of somebody else");
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
        return person is null ? Refused(Trouble.Unnamed, why) : (person, null, "");
    }

    private (Person?, Trouble?, string) CodeRefused(Fault fault)
    {
        LogAway(logger, fault.Message);
        return Refused(Trouble.CodeRefused, "the provider does not take its code back");
    }

    private (Person?, Trouble?, string) Away(Fault fault)
    {
        LogAway(logger, fault.Message);
        return Refused(Trouble.ProviderAway, "the provider does not answer as it should");
    }

    private static (Person?, Trouble?, string) Refused(Trouble trouble, string why) => (null, trouble, why);

    private static Uri RedirectOf(SignInSettings settings) => new(settings.Address, CallbackPath);

    // Something that is there twice could be read as one thing here and as the other there.
    private static string? Only(IQueryCollection query, string name) => query[name] is [{ } only] ? only : null;

    [LoggerMessage(1, LogLevel.Warning, "A sign-in failed at the provider: {Why}")]
    private static partial void LogAway(ILogger logger, string why);
}
