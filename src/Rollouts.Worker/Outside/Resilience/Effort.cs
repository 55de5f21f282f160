using Polly;
using Polly.Retry;
using Rollouts.Integrations.Outside;

namespace Rollouts.Worker.Outside.Resilience;

/// <summary>
/// How hard one kind of call is tried: how often again, and after what pause. All of it happens within the caller's
/// patience, whose token ends it.
/// </summary>
internal sealed record Effort(int Retries, TimeSpan FirstPause, TimeSpan Patience)
{
    public static Effort RouterRead { get; } = new(2, TimeSpan.FromMilliseconds(100), Outside.Patience.RouterRead);

    /// <summary>One quick one: the engine looks again by itself, later and later.</summary>
    public static Effort RouterWrite { get; } = new(1, TimeSpan.FromMilliseconds(200), Outside.Patience.RouterWrite);

    public static Effort Source { get; } = new(2, TimeSpan.FromMilliseconds(500), Outside.Patience.Source);

    public static Effort Gate { get; } = new(2, TimeSpan.FromMilliseconds(500), Outside.Patience.Gate);

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

    // Whoever asks to be left alone for longer than this is asked at the next look, not in this one.
    private bool IsWorthAnother(Fault? fault) => fault is { MayPass: true } && !(fault.RetryAfter > Patience / 2);
}
