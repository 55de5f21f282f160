using Rollouts.Analysis;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Judging;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>
/// Judges the counts of a check again for its chart, with the same judge, counts and shifts. A replay continues where
/// it ended if it gets the same counts and more, so that a refreshed page judges only the new ones.
/// </summary>
internal sealed class EvidenceReplay
{
    private readonly Lock _lock = new();
    private readonly List<(Instant At, Question Question)> _applied = [];
    private readonly List<EvidencePoint> _points = [];
    private CheckState? _judge;
    private CountTick? _first;
    private CountTick? _last;
    private int _generation;

    public CheckSamples Of(RolloutHistory history, CheckRun check, IReadOnlyList<CountTick> ticks)
    {
        if (ticks.Count == 0 || !ticks.Any(tick => tick.Candidate.Requests > 0))
        {
            return new CheckSamples(check, ticks, [], Newest: null);
        }

        lock (_lock)
        {
            var shifts = ShiftsOf(history, check).ToList();
            if (!GoesOn(ticks, shifts))
            {
                Begin(CheckStates.Begin(Judges.Of(history.State.Spec, check.Check), ticks[0].From), ticks[0]);
            }

            if (_judge!.TowardBreach is null)
            {
                return new CheckSamples(check, ticks, [], Newest: null);
            }

            for (var i = _points.Count; i < ticks.Count; i++)
            {
                Judge(ticks[i], shifts);
            }

            return new CheckSamples(check, ticks, [.. _points], _judge.Verdict().Evidence);
        }
    }

    /// <summary>
    /// Whether the new input contains everything that was judged so far. A shift that became known late belongs before
    /// a tick that was judged without it.
    /// </summary>
    private bool GoesOn(IReadOnlyList<CountTick> ticks, List<(Instant At, Question Question)> shifts) =>
        _judge is not null
        && ticks.Count >= _points.Count
        && ticks[0] == _first
        && (_points.Count == 0 || ticks[_points.Count - 1] == _last)
        && shifts.Count >= _applied.Count
        && shifts.Take(_applied.Count).SequenceEqual(_applied)
        && (_last is null || shifts.Count == _applied.Count || shifts[_applied.Count].At > _last.To);

    private void Begin(CheckState judge, CountTick first)
    {
        (_judge, _first, _last, _generation) = (judge, first, null, 0);
        _applied.Clear();
        _points.Clear();
    }

    private void Judge(CountTick tick, List<(Instant At, Question Question)> shifts)
    {
        while (_applied.Count < shifts.Count && shifts[_applied.Count] is var shift && shift.At <= tick.To)
        {
            if (shift.Question.Generation > _generation)
            {
                _generation = shift.Question.Generation;
                _judge!.StartAfresh(shift.At);
            }

            _judge!.Shifted(shift.Question.ShiftAt(shift.At));
            _applied.Add(shift);
        }

        _judge!.Judge(tick);
        _points.Add(new EvidencePoint(tick.To, _judge.TowardBreach ?? 0, _judge.TowardHealthy ?? 0));
        _last = tick;
    }

    // The question after a shift contains the settings that the shift gave to the judge.
    private static IEnumerable<(Instant At, Question Question)> ShiftsOf(RolloutHistory history, CheckRun check)
    {
        (int Epoch, int Generation, Weight? InForce) before = (-1, 0, null);
        foreach (var moment in history.Moments)
        {
            // The weight in force changes with readings of the router, and only the judge of the share uses it.
            if (
                !check.Check.IsOfRouter
                && (moment.State.Epoch, GenerationIn(moment.State, check)) == (before.Epoch, before.Generation)
            )
            {
                continue;
            }

            var asked = DesiredState
                .QuestionsOf(moment.State)
                .FirstOrDefault(question => check.IsOf(question.Check, question.Target));
            if (asked is not null && (asked.Epoch, asked.Generation, asked.InForce) != before)
            {
                before = (asked.Epoch, asked.Generation, asked.InForce);
                yield return (moment.Event.At, asked);
            }
        }
    }

    private static int GenerationIn(Domain.Rollouts.Rollout state, CheckRun check) =>
        state.Checks.FirstOrDefault(run => run.IsOf(check.Check.Name, check.Target))?.Generation ?? 0;
}

/// <summary>The evidence after a tick. 1 decides in either direction.</summary>
internal sealed record EvidencePoint(Instant At, double Breach, double Healthy);
