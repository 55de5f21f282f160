using System.Globalization;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Problems;

namespace Rollouts.Api.Requests;

/// <summary>What a change was made from, as its headers say: nobody overwrites what he has not seen.</summary>
internal static class Preconditions
{
    /// <summary>The revision of <c>If-Match</c>; null for <c>If-None-Match: *</c>, of what is to be new.</summary>
    public static int? MadeFrom(HttpContext context) =>
        context.Request.Headers.IfNoneMatch.ToString() is { Length: > 0 } none
            ? none == "*" && context.Request.Headers.IfMatch.Count == 0
                ? null
                : throw Refused(
                    StatusCodes.Status400BadRequest,
                    "send 'If-None-Match: *' for what is to be new, or its ETag as If-Match, and not both"
                )
            : Revision(context);

    /// <summary>The revision of <c>If-Match</c>.</summary>
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

        // What a proxy compressed comes back as a weak tag of the same revision.
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
