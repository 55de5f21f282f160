using Rollouts.Domain.Access;
using Rollouts.Domain.Installations;
using Rollouts.Integrations.Outside.Http;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.SignIn;

/// <summary>Who vouches for people and pipelines, and what those may do here.</summary>
public sealed record SignInSettings
{
    /// <summary>The provider, exactly as it calls itself in its tokens.</summary>
    public required string Issuer { get; init; }

    /// <summary>What this service is called there.</summary>
    public required string ClientId { get; init; }

    /// <summary>Where people's browsers reach this service; ends with a slash.</summary>
    public required Uri Address { get; init; }

    public required ValueList<string> Scopes { get; init; }

    /// <summary>The claim that names a person; null for a verified e-mail address, or else the subject.</summary>
    public string? NameClaim { get; init; }

    public required string GroupsClaim { get; init; }

    public required ValueList<RoleRule> Roles { get; init; }

    /// <summary>Which persons of the provider the authors of releases are.</summary>
    public AuthorDirectory Authors { get; init; } = AuthorDirectory.Empty;

    /// <summary>How pipelines come with tokens of the same provider; null where they may not.</summary>
    public TokenSettings? Tokens { get; init; }

    /// <summary>The longest that somebody stays signed in.</summary>
    public required TimeSpan LongestSession { get; init; }

    /// <summary>The longest that somebody may be away.</summary>
    public required TimeSpan LongestIdle { get; init; }

    /// <summary>Null for a client that has no secret, and proves itself with PKCE alone.</summary>
    internal Secret? ClientSecret { get; init; }

    internal TlsSettings Tls { get; init; } = TlsSettings.None;

    /// <summary>Null where nothing is said of it.</summary>
    public static SignInSettings? Of(Installation installation) =>
        installation.SignIn is { } settings ? SignInWords.Everything.Read(settings) : null;
}
