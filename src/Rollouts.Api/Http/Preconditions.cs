using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.Http;

/// <summary>
/// Reads the conditional headers of a change, so that no caller overwrites a revision that they have not seen.
/// </summary>
internal static class Preconditions
{
    /// <summary>
    /// The revision of <c>If-Match</c>; null for <c>If-None-Match: *</c>, which asks for a new resource.
    /// </summary>
    public static int? MadeFrom(HttpContext context) =>
        context.Request.Headers.IfNoneMatch.ToString() is { Length: > 0 } none
            ? none == "*" && context.Request.Headers.IfMatch.Count == 0
                ? null
                : throw Refused(
                    StatusCodes.Status400BadRequest,
                    "send 'If-None-Match: *' for what is to be new, or its ETag as If-Match, and not both"
                )
            : Revision(context);

    public static int Revision(HttpContext context)
    {
        if (context.Request.Headers.IfMatch.ToString() is not { Length: > 0 } sent)
        {
            throw Refused(
                StatusCodes.Status428PreconditionRequired,
                "send its ETag as If-Match, so that what you saw is changed and nothing else; or 'If-None-Match: *' "
                    + "to write a new one"
            );
        }

        // A proxy that compresses a response makes its tag weak.
        var tag = (sent.StartsWith("W/", StringComparison.Ordinal) ? sent[2..] : sent).Trim('"');
        return int.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : throw Refused(
                StatusCodes.Status400BadRequest,
                "that is no revision; send the ETag as it was, as in \"3\""
            );
    }

    private static BadRequestException Refused(int status, string why) =>
        new(new Problem(status, "request.if-match", why));
}
