using Microsoft.AspNetCore.Http;
using Rollouts.Api.Tokens;
using Rollouts.Integrations.SignIn;

namespace Rollouts.Api.SignIn;

/// <summary>Who vouches for people here, if anybody does, and where browsers reach this service.</summary>
internal sealed class SignInSetup(SignInSettings? settings, OpenIdProvider? provider, KeyCache? keys) : IDisposable
{
    /// <summary>Null where nobody vouches for anybody.</summary>
    public SignInSettings? Settings => settings;

    public OpenIdProvider Provider => provider ?? throw new InvalidOperationException("There is no provider.");

    public KeyCache Keys => keys ?? throw new InvalidOperationException("There is no provider.");

    /// <summary>Where this service is, as the administrator says or else as this request does.</summary>
    public string OriginOf(HttpContext context) =>
        settings?.Address.GetLeftPart(UriPartial.Authority) ?? $"{context.Request.Scheme}://{context.Request.Host}";

    /// <summary>Whether what a browser keeps must never cross a network in the clear.</summary>
    public bool IsSecure(HttpContext context) =>
        OriginOf(context).StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    public void Dispose()
    {
        keys?.Dispose();
        provider?.Dispose();
    }
}
