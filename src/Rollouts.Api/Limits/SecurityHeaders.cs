using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.Limits;

/// <summary>
/// What every answer says to browsers: to guess nothing, run nothing, frame nothing, keep nothing. No other site is
/// allowed to read answers (there is no CORS header), and none is told where a person came from.
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
        // Not 'no-referrer': browsers would keep silent about where a form of our own comes from, too.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    /// <summary>What a page for people may do beside that.</summary>
    public static void PutPolicy(HttpContext context, string policy) =>
        context.Response.Headers.ContentSecurityPolicy = policy;
}
