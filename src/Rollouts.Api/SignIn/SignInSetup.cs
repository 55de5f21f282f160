using Microsoft.AspNetCore.Http;
using Rollouts.Api.Tokens;
using Rollouts.Integrations.SignIn;

namespace Rollouts.Api.SignIn;

/// <summary>The identity provider, if one is configured, and the public address of this service.</summary>
internal sealed class SignInSetup(SignInSettings? settings, OpenIdProvider? provider, KeyCache? keys) : IDisposable
{
    /// <summary>Null if no provider is configured.</summary>
    public SignInSettings? Settings => settings;

    public OpenIdProvider Provider => provider ?? throw new InvalidOperationException("There is no provider.");

    public KeyCache Keys => keys ?? throw new InvalidOperationException("There is no provider.");

    /// <summary>The origin of this service, from the settings or else from the request.</summary>
    public string OriginOf(HttpContext context) =>
        settings?.Address.GetLeftPart(UriPartial.Authority) ?? $"{context.Request.Scheme}://{context.Request.Host}";

    /// <summary>Whether cookies must be sent over HTTPS only.</summary>
    public bool IsSecure(HttpContext context) =>
        OriginOf(context).StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    public void Dispose()
    {
        keys?.Dispose();
        provider?.Dispose();
    }
}
