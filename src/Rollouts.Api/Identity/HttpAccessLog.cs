using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.Identity;

/// <summary>The access log of HTTP requests.</summary>
internal static class HttpAccessLog
{
    private const int LongestPath = 200;

    private static readonly object Place = new();

    private static readonly object Recorded = new();

    /// <summary>
    /// Sets the reason of a refusal for the log alone. It also marks refusals with an unusual status.
    /// </summary>
    /// <param name="code">The code in the response.</param>
    public static void Because(HttpContext context, string code, string reason) =>
        context.Items[Place] = (Code: code, Reason: reason);

    /// <summary>Marks the refusal of this request as recorded by the pipeline of use cases.</summary>
    public static void IsRecorded(HttpContext context) => context.Items[Recorded] = true;

    /// <summary>Whether the response is a refusal that is not recorded yet.</summary>
    public static bool IsRefusal(HttpContext context) =>
        !context.Items.ContainsKey(Recorded)
        && (
            context.Response.StatusCode is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden
            || (context.Items.ContainsKey(Place) && context.Response.StatusCode != StatusCodes.Status429TooManyRequests)
        );

    /// <summary>Records the refusal of a request that reached no use case.</summary>
    public static Task NoteRefusalAsync(this AccessLog log, HttpContext context)
    {
        var (code, reason) = WhyOf(context);
        return log.NoteRefusalAsync(code, reason, SourceOf(context), HttpCaller.Known(context)?.Actor);
    }

    public static RequestSource SourceOf(HttpContext context)
    {
        var path = context.Request.Path.ToUriComponent();
        return new RequestSource(
            $"{context.Request.Method} {(path.Length <= LongestPath ? path : path[..LongestPath])}",
            AddressOf(context)
        );
    }

    public static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    private static (string Code, string Reason) WhyOf(HttpContext context) =>
        context.Items[Place] is ValueTuple<string, string> why ? why
        : context.Response.StatusCode == StatusCodes.Status403Forbidden
            ? (AuthorizationRules.NotAllowedCode, AuthorizationRules.NotAllowedReason)
        : (AccessRefusals.KeyNeeded.Code, "it has no valid key");
}
