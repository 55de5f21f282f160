using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;

namespace Rollouts.Api.Limits;

/// <summary>
/// Limits the requests of one caller, so that a pipeline in an endless loop does not slow the others.
/// </summary>
internal static class Rates
{
    private const string RetrySeconds = "1";

    public static void Configure(RateLimiterOptions options, ApiLimits settings)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            HttpCaller.Known(context) is { } caller
                ? RateLimitPartition.GetTokenBucketLimiter(caller.Id, _ => BucketOf(settings))
                : RateLimitPartition.GetNoLimiter("")
        );
        options.OnRejected = (rejected, _) => new ValueTask(TooManyAsync(rejected.HttpContext));
    }

    public static Task TooManyAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetrySeconds;
        return Replies.WriteAsync(
            context,
            new Problem(
                StatusCodes.Status429TooManyRequests,
                "request.too-many",
                "these are more requests than one caller may send; wait as long as 'Retry-After' says"
            )
        );
    }

    private static TokenBucketRateLimiterOptions BucketOf(ApiLimits settings) =>
        new()
        {
            TokenLimit = settings.AtOnce,
            TokensPerPeriod = settings.EachSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        };
}
