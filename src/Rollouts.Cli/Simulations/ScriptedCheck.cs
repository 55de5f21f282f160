using Rollouts.Analysis;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.Judging;

namespace Rollouts.Cli.Simulations;

/// <summary>One check of a simulation: the numbers of the script, judged by the real judge.</summary>
internal sealed class ScriptedCheck
{
    private const double RequestsPerSecond = 200;
    private const double UsualBadShare = 0.001;
    private const double BrokenBadShare = 0.05;

    /// <summary>All simulated requests have one value of the label by which a check judges.</summary>
    private const string OnlyValue = "simulated";

    private readonly Check _check;
    private readonly ScriptedArm _baseline = new(UsualBadShare);
    private readonly ScriptedArm _candidate;
    private readonly CheckState _state;
    private readonly Script _script;
    private Instant _judgedUntil;
    private long _ticks;
    private int _generation;
    private int _epoch = -1;

    public ScriptedCheck(RolloutSpec terms, Check check, Script script, Instant at)
    {
        _check = check;
        _script = script;
        _state = CheckStates.Begin(Judges.Of(terms, check), at);
        _candidate = new ScriptedArm(script == Script.Bad ? BrokenBadShare : UsualBadShare);
        _judgedUntil = at;
    }

    /// <summary>The verdict of a tick that has ended; null if there is none.</summary>
    public Observation.VerdictReached? Ask(Question question, Weight share, Instant now)
    {
        if (now < _judgedUntil + _check.Every)
        {
            return null;
        }

        // A check for a part of the course is asked from its first step on, and not for the time before.
        _judgedUntil = Instant.Max(_judgedUntil, now - (2 * _check.Every));
        if (question.Generation > _generation)
        {
            _generation = question.Generation;
            _state.StartAfresh(now);
        }

        if (question.Epoch > _epoch || !_state.IsAskedFor(question.InForce))
        {
            _epoch = question.Epoch;
            _state.Shifted(question.ShiftAt(_judgedUntil));
        }

        _state.Judge(NextTick(share, now));
        if (now >= question.ConcludesFrom)
        {
            _state.Conclude(now);
        }

        _judgedUntil = now;
        return new Observation.VerdictReached(question.Check, question.Target, _generation, _epoch, _state.Verdict());
    }

    private Tick NextTick(Weight share, Instant now)
    {
        _ticks++;
        if (_check.Judge is Judge.Threshold or Judge.Compare)
        {
            return new ValueTick(
                _ticks,
                _judgedUntil,
                now,
                ValueOf(_script == Script.Bad ? Script.Bad : Script.Good),
                ValueOf(Script.Good)
            );
        }

        var requests = RequestsPerSecond * (now - _judgedUntil).TotalSeconds;
        var times = _script == Script.Misrouted ? 2 : 1;
        var candidates = Math.Min(requests, requests * times * share.BasisPoints / Weight.All);
        var tick = new CountTick(
            _ticks,
            _judgedUntil,
            now,
            _candidate.Serve(candidates),
            _baseline.Serve(requests - candidates)
        );
        return _check.Subject is Subject.Counts { By: not null }
            ? tick with
            {
                Labels = [new LabelIncrement(OnlyValue, tick.Candidate, tick.Baseline)],
            }
            : tick;
    }

    // Well within the limit, or well beyond it for a bad version.
    private double ValueOf(Script script) =>
        (_check.Judge, script) switch
        {
            (Judge.Threshold { Limit: ValueLimit.AtLeast { Bound.Value: var bound } }, Script.Good) => bound * 1.2,
            (Judge.Threshold { Limit: ValueLimit.AtLeast { Bound.Value: var bound } }, _) => bound * 0.5,
            (Judge.Threshold { Limit: ValueLimit.AtMost { Bound.Value: var bound } }, Script.Good) => bound * 0.6,
            (Judge.Threshold { Limit: ValueLimit.AtMost { Bound.Value: var bound } }, _) => bound * 2,
            (Judge.Threshold { Limit: ValueLimit.Between between }, Script.Good) => (
                between.Low.Value + between.High.Value
            ) / 2,
            (Judge.Threshold { Limit: ValueLimit.Between between }, _) => between.High.Value * 2,
            (_, Script.Good) => 100 + (_ticks % 7),
            _ => 200 + (_ticks % 7),
        };
}
