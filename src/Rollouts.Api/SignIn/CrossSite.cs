using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Problems;

namespace Rollouts.Api.SignIn;

/// <summary>
/// Tells what a person wants from what another site makes their browser send. Browsers send the cookie with both; only
/// a page of this service can read the proof that goes with it.
/// </summary>
internal sealed class CrossSite(SignInSetup setup, Cookies cookies)
{
    public const string Header = "X-Rollouts-Csrf";

    /// <summary>Null where the request may be done.</summary>
    /// <param name="field">The proof as a form without script sends it; null where there is no form.</param>
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
            DoorLog.Because(context, Refusals.CrossSite.Code, "it was sent from another site");
            return Refusals.CrossSite;
        }

        if (proof is null || cookies.Session(context) is not { } text || !Are(proof, SessionText.ProofOf(text)))
        {
            DoorLog.Because(context, Refusals.CrossSite.Code, "it does not prove that it was meant");
            return Refusals.CrossSite;
        }

        return null;
    }

    /// <summary>What browsers say of where a request comes from; programs say nothing of it.</summary>
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
