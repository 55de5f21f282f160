using Rollouts.Bench.Corpus.Traffic;
using Rollouts.Domain.Names;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Bench.Corpus.Judging;

/// <summary>
/// One rollout of the published plan: the state machine and the judges as shipped, and a router that obeys at once.
/// </summary>
internal sealed class OurRollout
{
    private static readonly Instant Start = new(1_800_000_000_000_000);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(RolloutTraffic.TickSeconds);

    private readonly Dictionary<CheckName, CheckFeed> _feeds;
    private ValueList<Question> _questions = [];
    private int _questionsOf = -1;
    private Instant _now = Start;

    public OurRollout(RolloutSpec spec, bool hasJournal)
    {
        State = Decider.Open(spec, "corpus", Published.Pipeline, "the corpus", Start).State;
        _feeds = spec.Checks.ToDictionary(check => check.Name, check => new CheckFeed(spec, check, Start, hasJournal));
        Take(new Observation.BlockersChanged([]));
        Obey();
        Observe(Sample.None, Sample.None, isSilent: false);
    }

    public Rollout State { get; private set; }

    public bool IsRolledBack => State.Status is Status.RollingBack or Status.RolledBack;

    /// <summary>Whether it waits for a person.</summary>
    public bool IsHeld => State.Status is Status.Paused;

    public double Share => (double)(State.Targets[0].Actual?.Candidate.BasisPoints ?? 0) / Weight.All;

    /// <summary>Observes one tick, and does what follows from it.</summary>
    public void Observe(Sample candidate, Sample baseline, bool isSilent)
    {
        _now += Tick;
        if (_questionsOf != State.Version)
        {
            (_questions, _questionsOf) = (DesiredState.QuestionsOf(State), State.Version);
        }

        foreach (Question question in _questions)
        {
            if (_feeds[question.Check].Judge(question, candidate, baseline, isSilent, _now) is { } verdict)
            {
                Take(verdict);
            }
        }

        Take(TimePassed.Instance);
        Obey();
    }

    /// <summary>Whether the stored journals of all checks, judged again, yield the same verdicts.</summary>
    public bool? IsReplayed()
    {
        List<bool?> replayed = [.. _feeds.Values.Select(feed => feed.IsReplayed())];
        return replayed.Contains(null) ? null : replayed.TrueForAll(one => one == true);
    }

    private void Obey()
    {
        int before;
        do
        {
            before = State.Version;
            foreach (DesiredTraffic want in DesiredState.TargetsOf(State))
            {
                Domain.Rollouts.States.Traffic traffic =
                    want.Traffic ?? State.Target(want.Target)!.Actual ?? Domain.Rollouts.States.Traffic.None;
                Take(new Observation.WriteAccepted(want.Target, traffic));
                Take(new Observation.TrafficRead(want.Target, ObservedTraffic.Of(traffic)));
            }
        } while (State.Version != before);
    }

    private void Take(Input input)
    {
        if (Decider.Decide(State, input, _now) is Decision.Accepted accepted)
        {
            State = accepted.State;
        }
    }
}
