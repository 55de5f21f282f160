using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Engine.Sessions;

namespace Rollouts.Api.SignIn;

/// <summary>
/// Distinguishes requests of a person from requests that another site makes their browser send. Browsers send the
/// cookie with both. Only a page of this service can read the CSRF token.
/// </summary>
internal sealed class CrossSite(SignInSetup setup, Cookies cookies)
{
    public const string Header = "X-Rollouts-Csrf";

    /// <summary>Null if the request is allowed.</summary>
    /// <param name="field">The CSRF token in a form without script; null if there is no form.</param>
    public Problem? Refusal(HttpContext context, string? field = null)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return null;
        }

        var proof = field ?? (request.Headers[Header] is [{ } only] ? only : null);
        if (IsFromElsewhere(context))
        {
            HttpAccessLog.Because(context, AccessRefusals.CrossSite.Code, "it was sent from another site");
            return AccessRefusals.CrossSite;
        }

        if (proof is null || cookies.Session(context) is not { } text || !Are(proof, SessionText.ProofOf(text)))
        {
            HttpAccessLog.Because(context, AccessRefusals.CrossSite.Code, "it does not prove that it was meant");
            return AccessRefusals.CrossSite;
        }

        return null;
    }

    /// <summary>The origin of a request, which only browsers send.</summary>
    public bool IsFromElsewhere(HttpContext context)
    {
        var headers = context.Request.Headers;
        var (site, origin) = (headers["Sec-Fetch-Site"], headers.Origin);
        return (site.Count > 0 && site is not ["same-origin"])
            || (
                origin.Count > 0
                && !(
                    origin is [{ } only]
                    && string.Equals(only, setup.OriginOf(context), StringComparison.OrdinalIgnoreCase)
                )
            );
    }

    private static bool Are(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
