using Rollouts.Analysis;
using Rollouts.Analysis.Journals;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Ticks;
using Rollouts.Bench.Corpus.Traffic;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.Judging;

namespace Rollouts.Bench.Corpus.Judging;

/// <summary>One check of a rollout: its ticks, its judge as shipped, and the journal of both.</summary>
internal sealed class CheckFeed
{
    private readonly JudgeSettings _settings;
    private readonly CheckState _state;
    private readonly bool _isOfLatency;
    private readonly bool _isByRoute;
    private readonly List<JudgeInput>? _journal;
    private Sample? _missedCandidate;
    private Sample? _missedBaseline;
    private Instant _from;
    private int _generation;
    private int _epoch = -1;
    private CheckOutcome? _told;

    public CheckFeed(RolloutSpec spec, Check check, Instant at, bool hasJournal)
    {
        _settings = Judges.Of(spec, check);
        _state = CheckStates.Begin(_settings, at);
        _isByRoute = check.Subject is Subject.Counts { By: not null };
        _isOfLatency = spec.Plan.AskedFor(check).Subject is Subject.Histogram;
        _journal = hasJournal ? [new JudgeInput.Began(at)] : null;
        _from = at;
    }

    /// <summary>Judges a tick; null if the outcome is the one that was told last.</summary>
    /// <param name="isSilent">Whether the source does not answer. Its counters go on meanwhile.</param>
    public Observation.VerdictReached? Judge(
        Question question,
        Sample candidate,
        Sample baseline,
        bool isSilent,
        Instant now
    )
    {
        if (question.Generation > _generation)
        {
            (_generation, _told) = (question.Generation, null);
            _state.StartAfresh(now);
            _journal?.Add(new JudgeInput.StartedAfresh(now));
        }

        if (question.Epoch > _epoch || !_state.IsAskedFor(question.InForce))
        {
            (_epoch, _told) = (question.Epoch, null);
            Shift shift = question.ShiftAt(_from);
            _state.Shifted(shift);
            _journal?.Add(new JudgeInput.Shifted(shift));
        }

        Tick tick = Next(candidate, baseline, isSilent, now);
        _state.Judge(tick);
        _journal?.Add(new JudgeInput.Judged(tick));
        if (_state.Outcome == _told)
        {
            return null;
        }

        _told = _state.Outcome;
        return new Observation.VerdictReached(question.Check, question.Target, _generation, _epoch, _state.Verdict());
    }

    /// <summary>Whether the stored form of the journal, judged again, ends with the same verdict; null without one.</summary>
    public bool? IsReplayed()
    {
        if (_journal is null)
        {
            return null;
        }

        byte[] room = new byte[_journal.Sum(JournalPage.RoomFor)];
        int written = 0;
        Tick? last = null;
        foreach (JudgeInput input in _journal)
        {
            written += JournalPage.Append(last, input, room.AsSpan(written));
            last = input is JudgeInput.Judged { Tick: var tick } ? tick : last;
        }

        Verdict again = JournalReplay.Run(_settings, JournalPage.Read(room.AsSpan(0, written))).Last().Verdict;
        return again == _state.Verdict();
    }

    private Tick Next(Sample candidate, Sample baseline, bool isSilent, Instant now)
    {
        Sample mine = _missedCandidate?.Plus(candidate) ?? candidate;
        Sample others = _missedBaseline?.Plus(baseline) ?? baseline;
        if (isSilent)
        {
            (_missedCandidate, _missedBaseline) = (mine, others);
            return new FailedTick(_state.LastTick + 1, _from, now);
        }

        (_missedCandidate, _missedBaseline) = (null, null);
        var tick = new CountTick(_state.LastTick + 1, _from, now, ArmOf(mine), ArmOf(others))
        {
            Labels = _isByRoute ? ByRoute(mine, others) : [],
        };
        _from = now;
        return tick;
    }

    private static ValueList<LabelIncrement> ByRoute(Sample candidate, Sample baseline) =>
        Endpoints
            .Names.Select(
                (name, at) => new LabelIncrement(name, Of(candidate.Endpoints[at]), Of(baseline.Endpoints[at]))
            )
            .ToValueList();

    private static ArmIncrement Of((long Requests, long Failing) counts) => new(counts.Requests, counts.Failing);

    private ArmIncrement ArmOf(Sample sample) => new(sample.Requests, _isOfLatency ? sample.Slow[0] : sample.Failing);
}
