using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Rollouts.Api.Identity;
using Rollouts.Api.Problems;

namespace Rollouts.Api.Limits;

/// <summary>How much one caller may ask in a while, so that one pipeline's wild loop is not everybody's.</summary>
internal static class Rates
{
    private const string RetrySeconds = "1";

    public static void Configure(RateLimiterOptions options, RateSettings settings)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            Callers.Known(context) is { } caller
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

    private static TokenBucketRateLimiterOptions BucketOf(RateSettings settings) =>
        new()
        {
            TokenLimit = settings.AtOnce,
            TokensPerPeriod = settings.EachSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        };
}
