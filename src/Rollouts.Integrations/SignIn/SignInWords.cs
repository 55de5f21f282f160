using System.Diagnostics.CodeAnalysis;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.SignIn;

/// <summary>The keys by which administrators configure the identity provider.</summary>
internal static class SignInWords
{
    private const string DefaultGroups = "groups";

    private static readonly TimeSpan LongestSession = TimeSpan.FromHours(12);

    private static readonly TimeSpan LongestIdle = TimeSpan.FromHours(2);

    // Plain HTTP is refused, because any system on the network path could read and use the tokens.
    private static readonly Shape<string> Safe = new TextShape<string>(
        "plan.address-refused",
        "an https address without credentials, query and fragment (http on the loopback alone)",
        @"^https?://[^\s@?#]{1,490}$",
        (string text, [MaybeNullWhen(false)] out string address) =>
        {
            address = text;
            return IsSafe(text);
        }
    );

    private static readonly Shape<string> Origin = new TextShape<string>(
        "plan.address-refused",
        "an https address without a path, as in https://rollouts.example.com (http on the loopback alone)",
        @"^https?://[^\s@?#/]{1,490}/?$",
        (string text, [MaybeNullWhen(false)] out string address) =>
        {
            address = text;
            return IsSafe(text) && new Uri(text).AbsolutePath == "/";
        }
    );

    public static readonly TypedSettings<SignInSettings> Everything = new(Make());

    private static MapShape<SignInSettings> Make()
    {
        var issuer = Key.Required("issuer", Safe, "The provider, exactly as it calls itself.");
        var client = Key.Required("clientId", TextWords.Any, "What this service is called there.");
        var secret = Key.Maybe("clientSecret", SecretWords.Any, "Where the secret of this service is.");
        var address = Key.Required("address", Origin, "Where browsers reach this service.");
        var scopes = Key.Optional(
            "scopes",
            Lists.Of(TextWords.Harmless("plan.bad-name", "a scope")),
            ["openid", "email", "profile"],
            "What the provider is asked for; 'openid' has to be among it."
        );
        var name = Key.Maybe(
            "nameClaim",
            TextWords.Any,
            "The claim that names a person; a verified e-mail address, or else the subject, where it is left out."
        );
        var groups = Key.Optional("groupsClaim", TextWords.Any, DefaultGroups, "The claim that holds groups.");
        var roles = Key.Required("roles", RoleWords.Roles, "Which groups have which role.");
        var authors = Key.Optional("authors", AuthorWords.All, [], "Which people the authors of releases are.");
        var tokens = Key.Maybe("tokens", Tokens(), "How pipelines come with tokens of the same provider.");
        var longest = Key.Optional("longest", TimeWords.Second, LongestSession, "The longest that a session lasts.");
        var idle = Key.Optional("idle", TimeWords.Second, LongestIdle, "How long a session lasts without a request.");
        var tls = Key.Optional("tls", AccessKeys.Tls, TlsSettings.None, "Certificates.");
        return new(
            "signIn",
            "how people sign in",
            [issuer, client, secret, address, scopes, name, groups, roles, authors, tokens, longest, idle, tls],
            values =>
            {
                if (!values.Get(scopes).Contains("openid"))
                {
                    values.Refuse("plan.missing-key", "without the scope 'openid' no provider says who it is");
                }

                if (AuthorWords.Ambiguous(values.Get(authors)) is { } ambiguous)
                {
                    values.Refuse(
                        "plan.bad-value",
                        $"'authors': '{ambiguous}' is given to two people; an author is one person"
                    );
                }

                if (values.Get(tokens)?.Audience == values.Get(client))
                {
                    values.Refuse(
                        "plan.bad-value",
                        "tokens made out to the client itself are what people sign in with; give pipelines an "
                            + "audience of their own"
                    );
                }

                return new SignInSettings
                {
                    Issuer = values.Get(issuer),
                    ClientId = values.Get(client),
                    ClientSecret = values.Get(secret),
                    Address = new Uri(values.Get(address).TrimEnd('/') + "/"),
                    Scopes = values.Get(scopes),
                    NameClaim = values.Get(name),
                    GroupsClaim = values.Get(groups),
                    Roles = values.Get(roles),
                    Authors = AuthorWords.Of(values.Get(issuer), values.Get(authors)),
                    Tokens = values.Get(tokens),
                    LongestSession = values.Get(longest),
                    LongestIdle = values.Get(idle),
                    Tls = values.Get(tls),
                };
            }
        );
    }

    private static MapShape<TokenSettings> Tokens()
    {
        var audience = Key.Required("audience", TextWords.Any, "What a token has to be made out to.");
        var name = Key.Maybe("nameClaim", TextWords.Any, "The claim that names its holder; as with people otherwise.");
        var groups = Key.Optional("groupsClaim", TextWords.Any, DefaultGroups, "The claim that holds groups.");
        return new(
            "signInTokens",
            "how pipelines come with tokens",
            [audience, name, groups],
            values => new TokenSettings(values.Get(audience), values.Get(name), values.Get(groups))
        );
    }

    internal static bool IsSafe(string text) =>
        text.Length <= 500
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '@' or '?' or '#')
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && IsSafe(address);

    internal static bool IsSafe(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
}
