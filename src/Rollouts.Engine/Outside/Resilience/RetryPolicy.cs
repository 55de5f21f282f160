using Polly;
using Polly.Retry;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Outside.Resilience;

/// <summary>
/// How often one kind of call is retried, and after which pause. All attempts share the timeout of the caller, whose
/// token ends them.
/// </summary>
internal sealed record RetryPolicy(int Retries, TimeSpan FirstPause, TimeSpan Timeout)
{
    public static RetryPolicy RouterRead { get; } = new(2, TimeSpan.FromMilliseconds(100), Outside.Timeouts.RouterRead);

    /// <summary>One quick retry. The engine itself looks again, with growing pauses.</summary>
    public static RetryPolicy RouterWrite { get; } =
        new(1, TimeSpan.FromMilliseconds(200), Outside.Timeouts.RouterWrite);

    public static RetryPolicy Source { get; } = new(2, TimeSpan.FromMilliseconds(500), Outside.Timeouts.Source);

    public static RetryPolicy Gate { get; } = new(2, TimeSpan.FromMilliseconds(500), Outside.Timeouts.Gate);

    public ResiliencePipeline<Fault?> Build(TimeProvider time) =>
        new ResiliencePipelineBuilder<Fault?> { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions<Fault?>
                {
                    MaxRetryAttempts = Retries,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = FirstPause,
                    UseJitter = true,
                    ShouldHandle = outcome => ValueTask.FromResult(IsWorthAnother(outcome.Outcome.Result)),
                    DelayGenerator = outcome => ValueTask.FromResult(outcome.Outcome.Result?.RetryAfter),
                }
            )
            .Build();

    // A system that asks for a longer pause than this is called again by the next look, not by this one.
    private bool IsWorthAnother(Fault? fault) => fault is { MayPass: true } && !(fault.RetryAfter > Timeout / 2);
}
