using BenchmarkDotNet.Attributes;
using Rollouts.Analysis;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Bench.Machine;

/// <summary>
/// One input decided and evolved, on a rollout of the full example plan: two targets in two waves, seven checks, a
/// verify under way. The reference is the cheapest thing that could be done: to look and find that nothing is due.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(InThisProcess))]
public class DecidingOneInput
{
    private readonly Recorded _recorded = Recorded.InItsFirstVerify();
    private Rollout _state = null!;
    private Instant _now;
    private Observation.TrafficRead _sameTraffic = null!;
    private Observation.VerdictReached _sameVerdict = null!;
    private Observation.VerdictReached _news = null!;
    private Observation.VerdictReached _breach = null!;

    [GlobalSetup]
    public void Setup()
    {
        (_state, _now) = (_recorded.State, _recorded.Now + TimeSpan.FromSeconds(1));
        _sameTraffic = new(_state.Targets[0].Name, _state.Targets[0].Observed!);
        var guard = _state.Checks[0];
        _sameVerdict = VerdictOf(guard, guard.Outcome);
        _news = VerdictOf(guard, CheckOutcome.Healthy);
        _breach = VerdictOf(guard, CheckOutcome.Breach);
    }

    [Benchmark(Baseline = true, Description = "time passed, nothing due")]
    public Decision Time() => Decider.Decide(_state, TimePassed.Instance, _now);

    [Benchmark(Description = "a router read, nothing new")]
    public Decision SameTraffic() => Decider.Decide(_state, _sameTraffic, _now);

    [Benchmark(Description = "a verdict, nothing new")]
    public Decision SameVerdict() => Decider.Decide(_state, _sameVerdict, _now);

    [Benchmark(Description = "a verdict that changes: one event")]
    public Decision News() => Decider.Decide(_state, _news, _now);

    [Benchmark(Description = "a breach: back at once, two events")]
    public Decision Breach() => Decider.Decide(_state, _breach, _now);

    [Benchmark(Description = "what the state wants of the world")]
    public DesiredState Wants() => DesiredState.Of(_state, _now);

    private Observation.VerdictReached VerdictOf(CheckRun guard, CheckOutcome standing) =>
        new(
            guard.Check.Name,
            guard.Target,
            guard.Generation,
            _state.Epoch,
            new Verdict(standing, Evidence.Of("so it is"))
        );
}
