using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.Limits;

/// <summary>What a request is called in answers and logs: as its sender calls it, or by a name of our own.</summary>
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

    // What could break a line of the log, or a header, is not taken over.
    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or ':';
}
