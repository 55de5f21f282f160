using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Rollouts.Engine.Metering;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Outside.Resilience;

/// <summary>
/// Stops calling an external system once nearly all of its calls fail, and tries it with a single call after a while.
/// Only forward moves pass through a circuit. A rollback is never refused.
/// </summary>
internal sealed class Circuit
{
    /// <summary>
    /// One broken route must not open the circuit for the routes that work.
    /// </summary>
    private const double FailingShare = 0.9;

    private const int FewestCalls = 5;

    private static readonly TimeSpan Sampled = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstBreak = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestBreak = TimeSpan.FromSeconds(30);

    /// <summary>A circuit that was idle for this time drops its calls and ends its break.</summary>
    private static readonly TimeSpan IdleAfter = 2 * LongestBreak;

    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<Fault?> _breaker;
    private readonly CircuitBreakerStateProvider _provider = new();
    private CircuitView _view;
    private int _calls;
    private long _lastUsed;

    public Circuit(string system, TimeProvider time, ILogger logger)
    {
        _time = time;
        _lastUsed = time.GetTimestamp();
        _view = new CircuitView(system, CircuitState.Closed, time.GetUtcNow(), Until: null, LastFault: null);
        Telemetry.CircuitState.Record(0, Labels.Of(Labels.System, system));
        _breaker = new ResiliencePipelineBuilder<Fault?> { TimeProvider = time }
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions<Fault?>
                {
                    FailureRatio = FailingShare,
                    MinimumThroughput = FewestCalls,
                    SamplingDuration = Sampled,
                    BreakDurationGenerator = args => ValueTask.FromResult(BreakAfter(args.HalfOpenAttempts)),
                    StateProvider = _provider,
                    // A call that was cancelled at its timeout has failed, even if it answers later.
                    ShouldHandle = args =>
                        ValueTask.FromResult(
                            args.Outcome is { Exception: OperationCanceledException } or { Result.MayPass: true }
                        ),
                    OnOpened = args =>
                    {
                        var until = time.GetUtcNow() + args.BreakDuration;
                        var fault = args.Outcome.Result?.Message ?? "it does not answer in time";
                        Become(CircuitState.Open, until, fault);
                        logger.CircuitOpened(system, args.BreakDuration, fault);
                        return default;
                    },
                    OnHalfOpened = _ =>
                    {
                        Become(CircuitState.HalfOpen, until: null, _view.LastFault);
                        logger.CircuitHalfOpen(system);
                        return default;
                    },
                    OnClosed = _ =>
                    {
                        Become(CircuitState.Closed, until: null, lastFault: null);
                        logger.CircuitClosed(system);
                        return default;
                    },
                }
            )
            .Build();
    }

    public CircuitView View => _view;

    /// <summary>Whether no call is in progress, and none was made recently enough to count.</summary>
    public bool IsIdle =>
        Volatile.Read(ref _calls) == 0 && _time.GetElapsedTime(Volatile.Read(ref _lastUsed)) > IdleAfter;

    /// <summary>Returns the result of the call, or a fault of the circuit if the call is not made.</summary>
    public async Task<Fault?> PassAsync(Func<CancellationToken, Task<Fault?>> call, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _calls);
        Volatile.Write(ref _lastUsed, _time.GetTimestamp());
        try
        {
            // A call that ignores its token is abandoned. It would otherwise keep a half-open circuit from deciding.
            return await _breaker.ExecuteAsync(async token => await call(token).WaitAsync(token), cancellation);
        }
        catch (BrokenCircuitException)
        {
            var view = _view;
            Telemetry.CircuitRefusals.Add(1, Labels.Of(Labels.System, view.System));
            // The longest break, so that a caller does not ask twice during a break that is nearly over.
            return new Fault(FaultKind.Unreachable, view.Refusal(), RetryAfter: LongestBreak);
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }

    private static TimeSpan BreakAfter(int attempts)
    {
        var grown = FirstBreak * Math.Pow(2, Math.Min(attempts, 8));
        return grown > LongestBreak ? LongestBreak : grown;
    }

    private void Become(CircuitState state, DateTimeOffset? until, string? lastFault)
    {
        var since = _time.GetUtcNow();
        _view = new CircuitView(_view.System, state, since, until, lastFault);
        var number = state switch
        {
            CircuitState.Closed => 0,
            CircuitState.HalfOpen => 1,
            _ => 2,
        };
        Telemetry.CircuitState.Record(number, Labels.Of(Labels.System, _view.System));
    }
}
