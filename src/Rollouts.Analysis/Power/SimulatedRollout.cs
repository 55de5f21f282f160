using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Analysis.Power;

/// <summary>
/// One rollout of a plan in made-up traffic, judged by the very judges that would judge the real one.
/// </summary>
internal sealed class SimulatedRollout
{
    /// <summary>
    /// A plan that may last for days is simulated with longer ticks, which can only slow its judges down.
    /// </summary>
    private const int MostTicks = 600;

    private readonly SimulatedTraffic _traffic;
    private readonly TimeSpan _tick;
    private readonly SeededGenerator _random;
    private readonly RehearsedJudge[] _judges;
    private readonly CheckState[] _states;

    /// <summary>The states that watch the present step.</summary>
    private CheckState[] _watching;
    private Instant _now;
    private long _number;
    private long _faulty;

    private SimulatedRollout(IEnumerable<RehearsedJudge> judges, SimulatedTraffic traffic, TimeSpan tick, ulong seed)
    {
        (_traffic, _tick, _random) = (traffic, tick, new SeededGenerator(seed));
        _judges = [.. judges];
        _states = Array.ConvertAll(_judges, judge => CheckStates.Begin(judge.Settings, _now));
        _watching = _states;

        // Both arms are read before the first shift, so there is a tick of the baseline alone.
        Judge(share: 0);
    }

    private TimeSpan Elapsed => (_number - 1) * _tick;

    /// <summary>The length of tick that a plan is simulated with.</summary>
    public static TimeSpan TickOf(RehearsalPlan plan)
    {
        var longest = TimeSpan.FromTicks(plan.Steps.Sum(step => step.AtMost.Ticks));
        return plan.Tick * MostTicks >= longest ? plan.Tick : longest / MostTicks;
    }

    public static SimulatedPath Run(
        RehearsalPlan plan,
        IEnumerable<RehearsedJudge> judges,
        SimulatedTraffic traffic,
        ulong seed
    )
    {
        var rollout = new SimulatedRollout(judges, traffic, TickOf(plan), seed);
        for (int step = 0; step < plan.Steps.Count; step++)
        {
            if (rollout.Take(plan.Steps[step], step) is { } end)
            {
                return new SimulatedPath(end, step, rollout.Elapsed.TotalSeconds, rollout._faulty);
            }
        }

        return new SimulatedPath(PathEnd.Promoted, plan.Steps.Count - 1, rollout.Elapsed.TotalSeconds, rollout._faulty);
    }

    /// <summary>Goes through one step; null when it was passed.</summary>
    private PathEnd? Take(RehearsalStep step, int number)
    {
        _watching = [.. _states.Where((_, judge) => _judges[judge].Watches(number))];
        Split split = step.Weight == Weight.Full ? Split.CandidateAlone : Split.BothArms;
        foreach (CheckState state in _watching)
        {
            state.Shifted(new Shift(_now, split, step.Requests, step.Prove));
        }

        for (TimeSpan spent = _tick; true; spent += _tick)
        {
            CheckOutcome worst = Judge(step.Share);
            if (worst == CheckOutcome.Breach)
            {
                return PathEnd.RolledBack;
            }

            bool isContent = !step.WaitsForHealth || worst is CheckOutcome.Healthy or CheckOutcome.NotApplicable;
            if (spent >= step.AtLeast && isContent)
            {
                return null;
            }

            if (spent >= step.AtMost)
            {
                return step.Otherwise switch
                {
                    StepEnd.Hold => PathEnd.Held,
                    StepEnd.RollBack => PathEnd.GaveUp,
                    StepEnd.Advance => null,
                    _ => throw new System.Diagnostics.UnreachableException(),
                };
            }
        }
    }

    /// <summary>Simulates one tick, and returns the worst outcome after it.</summary>
    private CheckOutcome Judge(double share)
    {
        (ArmIncrement candidate, ArmIncrement baseline) = _traffic.Draw(_random, _tick, share, out long faulty);
        Instant from = _now;
        _now += _tick;
        _number++;
        _faulty += faulty;
        var tick = new CountTick(_number, from, _now, candidate, baseline);
        var worst = CheckOutcome.NotApplicable;
        foreach (CheckState state in _watching)
        {
            CheckOutcome standing = state.Judge(tick);
            worst = Badness(standing) > Badness(worst) ? standing : worst;
        }

        return worst;
    }

    private static int Badness(CheckOutcome standing) =>
        standing switch
        {
            CheckOutcome.Breach => 3,
            CheckOutcome.NotApplicable => 0,
            CheckOutcome.Healthy => 1,
            _ => 2,
        };
}
