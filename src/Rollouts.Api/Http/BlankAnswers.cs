using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.Http;

/// <summary>Adds a problem document to responses for which the web server sends only a status.</summary>
internal static class BlankAnswers
{
    public static Problem? Of(HttpContext context) =>
        context.Response is { HasStarted: false, ContentType: null, StatusCode: >= StatusCodes.Status400BadRequest }
            ? Of(context.Response.StatusCode)
            : null;

    private static Problem Of(int status) =>
        status switch
        {
            StatusCodes.Status404NotFound => new Problem(
                status,
                "request.no-such-address",
                "nothing is at this address"
            ),
            StatusCodes.Status405MethodNotAllowed => new Problem(
                status,
                "request.method",
                "this address knows other methods; 'Allow' lists them"
            ),
            _ => new Problem(status, "request.unreadable", "the request cannot be read"),
        };
}
