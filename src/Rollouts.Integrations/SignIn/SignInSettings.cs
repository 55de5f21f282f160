using Rollouts.Domain.Access;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.SignIn;

/// <summary>The identity provider of people and pipelines, and the rules that assign roles to them.</summary>
public sealed record SignInSettings
{
    /// <summary>The issuer, exactly as in the provider's tokens.</summary>
    public required string Issuer { get; init; }

    /// <summary>The client id of this service at the provider.</summary>
    public required string ClientId { get; init; }

    /// <summary>The public address of this service for browsers; ends with a slash.</summary>
    public required Uri Address { get; init; }

    public required ValueList<string> Scopes { get; init; }

    /// <summary>The claim with a person's name; null for a verified e-mail address, or else the subject.</summary>
    public string? NameClaim { get; init; }

    public required string GroupsClaim { get; init; }

    public required ValueList<RoleRule> Roles { get; init; }

    /// <summary>Maps the authors of releases to persons of the provider.</summary>
    public AuthorDirectory Authors { get; init; } = AuthorDirectory.Empty;

    /// <summary>The settings of pipeline tokens from the same provider; null if they are not accepted.</summary>
    public TokenSettings? Tokens { get; init; }

    /// <summary>The maximum duration of a session.</summary>
    public required TimeSpan LongestSession { get; init; }

    /// <summary>The maximum time of a session without a request.</summary>
    public required TimeSpan LongestIdle { get; init; }

    /// <summary>Null for a public client, which uses PKCE alone.</summary>
    internal Secret? ClientSecret { get; init; }

    internal TlsSettings Tls { get; init; } = TlsSettings.None;

    /// <summary>Null if no provider is configured.</summary>
    public static SignInSettings? Of(Installation installation) =>
        installation.SignIn is { } settings ? SignInWords.Everything.Read(settings) : null;
}
