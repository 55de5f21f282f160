using Microsoft.AspNetCore.Http;
using Rollouts.Api.Http;

namespace Rollouts.Api.Jobs;

/// <summary>The answer to a request whose work goes on in the background.</summary>
internal static class JobReplies
{
    private const string Preference = "respond-async";

    /// <summary>202 with the job. The headers name its address, and when to read it again.</summary>
    public static Reply Accepted(HttpContext context, JobView job, int retryAfterSeconds = 2)
    {
        context.Response.Headers.Location = $"/api/v1/jobs/{job.Id}";
        context.Response.Headers.RetryAfter = retryAfterSeconds.ToString();
        return Reply.Of(StatusCodes.Status202Accepted, job);
    }

    /// <summary>Whether the caller asks for a job although the work is short (RFC 7240).</summary>
    public static bool IsPreferred(HttpContext context) =>
        context
            .Request.Headers["Prefer"]
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries))
            .Contains(Preference, StringComparer.OrdinalIgnoreCase);
}
