using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.Limits;

/// <summary>
/// The security headers of every response: no content sniffing, no scripts, no frames, no caching. No other site can
/// read responses (there is no CORS header), and none gets the address of the referring page.
/// </summary>
internal static class SecurityHeaders
{
    public static void Put(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy =
            "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        // Not 'no-referrer', because browsers would then also hide the origin of this service's own forms.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    /// <summary>Sets the policy of a page for people.</summary>
    public static void PutPolicy(HttpContext context, string policy) =>
        context.Response.Headers.ContentSecurityPolicy = policy;
}
