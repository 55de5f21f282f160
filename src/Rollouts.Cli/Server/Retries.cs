using System.Net;
using Polly;
using Polly.Retry;

namespace Rollouts.Cli.Server;

/// <summary>Decides which requests are retried, and when.</summary>
internal static class Retries
{
    private const int Most = 5;

    /// <summary>If a server asks for a longer pause than this, the command reports it instead.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(15);

    public static ResiliencePipeline<HttpResponseMessage> None { get; } = ResiliencePipeline<HttpResponseMessage>.Empty;

    public static ResiliencePipeline<HttpResponseMessage> Repeated { get; } =
        new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    MaxRetryAttempts = Most,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromMilliseconds(300),
                    MaxDelay = LongestDelay,
                    UseJitter = true,
                    ShouldHandle = async attempt =>
                        attempt.Outcome.Result is { } response
                            ? await WillPassAsync(response)
                            : IsBroken(attempt.Outcome.Exception!, attempt.Context.CancellationToken),
                    DelayGenerator = attempt => new ValueTask<TimeSpan?>(Asked(attempt.Outcome.Result)),
                }
            )
            .Build();

    public static bool IsBroken(Exception exception, CancellationToken cancellation) =>
        exception is HttpRequestException or IOException
        || (exception is TaskCanceledException && !cancellation.IsCancellationRequested);

    private static async Task<bool> WillPassAsync(HttpResponseMessage response) =>
        response.StatusCode
            is HttpStatusCode.TooManyRequests
                or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout
        || (
            response.StatusCode == HttpStatusCode.Conflict
            && await ServerRefusal.CodeOfAsync(response) is { } code
            && (code == "request.running" || code.EndsWith(".conflict", StringComparison.Ordinal))
        );

    private static TimeSpan? Asked(HttpResponseMessage? response) =>
        response?.Headers.RetryAfter?.Delta is { } asked && asked <= LongestDelay ? asked : null;
}
