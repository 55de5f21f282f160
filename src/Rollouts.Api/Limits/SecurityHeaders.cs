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
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
