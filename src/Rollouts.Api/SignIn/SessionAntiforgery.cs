using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Identity;
using Rollouts.Engine.Sessions;

namespace Rollouts.Api.SignIn;

/// <summary>
/// The CSRF token of this service for pages of packages. It is derived from the session, so that any process can check
/// it, and needs no key of its own.
/// </summary>
internal sealed class SessionAntiforgery(CrossSite crossSite, Cookies cookies) : IAntiforgery
{
    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => GetTokens(httpContext);

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) =>
        new(
            cookies.Session(httpContext) is { } text ? SessionText.ProofOf(text) : null,
            cookieToken: null,
            formFieldName: "csrf",
            CrossSite.Header
        );

    /// <summary>A caller with a key sends no cookie, so no other site can act for it.</summary>
    public Task<bool> IsRequestValidAsync(HttpContext httpContext) =>
        Task.FromResult(HttpCaller.Known(httpContext) is { Session: null } || crossSite.Refusal(httpContext) is null);

    public void SetCookieTokenAndHeader(HttpContext httpContext)
    {
        // The token is not kept in a cookie.
    }

    public async Task ValidateRequestAsync(HttpContext httpContext)
    {
        if (!await IsRequestValidAsync(httpContext))
        {
            throw new AntiforgeryValidationException("The request does not prove that it was meant.");
        }
    }
}
