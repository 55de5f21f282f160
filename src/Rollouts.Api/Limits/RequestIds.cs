using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.Limits;

/// <summary>The id of a request in responses and logs: the one of its sender, or a generated one.</summary>
internal static class RequestIds
{
    public const string Header = "X-Request-Id";

    private const int Longest = 100;

    public static void Put(HttpContext context)
    {
        var sent = context.Request.Headers[Header];
        if (sent is [{ Length: > 0 and <= Longest } id] && id.All(IsPlain))
        {
            context.TraceIdentifier = id;
        }
        else
        {
            context.TraceIdentifier = Guid.CreateVersion7().ToString("N");
        }

        context.Response.Headers[Header] = context.TraceIdentifier;
    }

    // Characters that could break a line of the log or a header are refused.
    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or ':';
}
