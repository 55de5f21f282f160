using Rollouts.Analysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>
/// One rollout and a small world around it: routers that do what they are told unless they are told not to, checks
/// that say what the test wants, and a clock that stands until it is moved.
/// </summary>
internal sealed class Play
{
    public static readonly Instant Noon = Instant.From(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    private readonly HashSet<TargetName> _deaf = [];
    private int _commands;

    private Play(RolloutSpec terms)
    {
        var opened = Decider.Open(terms, "start-1", Actors.Pipeline, "version 2 is built", Noon);
        State = opened.State;
        Story.AddRange(opened.Records);
    }

    public Rollout State { get; private set; }

    public Instant Now { get; private set; } = Noon;

    public List<RecordedEvent> Story { get; } = [];

    public DesiredState Desired => DesiredState.Of(State, Now);

    /// <summary>The refusal of the last command; null where it was taken.</summary>
    public Decision.Refused? Refusal { get; private set; }

    public string Status => State.Status.Name;

    public TargetState Main => State.Targets[0];

    public static Play Of(Plan plan) => Of(Known.TermsOf(plan));

    public static Play Of(RolloutSpec terms) => new(terms);

    /// <summary>A rollout whose way is clear, whose routers were read and whose checks have answered.</summary>
    public static Play Begun(Plan plan) => Of(plan).Begin();

    public Play Begin()
    {
        See(new Observation.BlockersChanged([]));
        MeetDesires();
        foreach (var guard in State.Checks)
        {
            Judge(guard.Check.Name.Value, CheckOutcome.Watching, guard.Target?.Value);
        }

        return MeetDesires();
    }

    public Play See(Input input)
    {
        var decision = Decider.Decide(State, input, Now);
        Refusal = input is Command ? decision as Decision.Refused : Refusal;
        if (decision is Decision.Accepted accepted)
        {
            State = accepted.State;
            Story.AddRange(accepted.Records);
        }

        return this;
    }

    public Play Pass(TimeSpan time)
    {
        Now += time;
        return See(TimePassed.Instance).MeetDesires();
    }

    /// <summary>Moves the clock, and lets nobody notice yet.</summary>
    public void Wait(TimeSpan time) => Now += time;

    public Play PassMinutes(double minutes) => Pass(TimeSpan.FromMinutes(minutes));

    /// <summary>Lets the routers do what is desired of them, until nothing changes any more.</summary>
    public Play MeetDesires()
    {
        for (var round = 0; round < 50; round++)
        {
            var before = State.Version;
            foreach (var want in Desired.Targets.Where(want => !_deaf.Contains(want.Target)))
            {
                Meet(want);
            }

            if (State.Version == before)
            {
                return this;
            }
        }

        throw new InvalidOperationException("The world and the rollout never agree.");
    }

    public Play Deafen(string target)
    {
        _deaf.Add(new TargetName(target));
        return this;
    }

    public Play Heal(string target)
    {
        _deaf.Remove(new TargetName(target));
        return MeetDesires();
    }

    public Play Read(int basisPoints, string target = "main", int other = 0) =>
        See(
            new Observation.TrafficRead(
                new TargetName(target),
                new ObservedTraffic(
                    Traffic.None with
                    {
                        Candidate = new Weight(basisPoints),
                    },
                    new Weight(other),
                    HasCandidate: true
                )
            )
        );

    public Play Judge(string check, CheckOutcome standing, string? target = null)
    {
        var name = target is null ? (TargetName?)null : new TargetName(target);
        var guard = State.Checks.First(guard => guard.IsOf(new CheckName(check), name));
        return See(
                new Observation.VerdictReached(
                    guard.Check.Name,
                    guard.Target,
                    guard.Generation,
                    State.Epoch,
                    new Verdict(standing, Evidence.Of($"the test says {standing}"))
                )
            )
            .MeetDesires();
    }

    public Play Healthy()
    {
        foreach (var guard in State.Checks.Where(guard => guard.Wave <= State.Position.Wave))
        {
            Judge(guard.Check.Name.Value, CheckOutcome.Healthy, guard.Target?.Value);
        }

        return this;
    }

    public Play Approve(Actor by) => Command(key => new Command.Approve(key, by, "looks good", State.Position));

    public Play ApproveAhead(Actor by, int? wave, int step) =>
        Command(key => new Command.Approve(key, by, "saw it", State.Position, new LaterStep(wave, step)));

    public Play Withdraw(Actor by, int? wave, int step) =>
        Command(key => new Command.Withdraw(key, by, "changed my mind", new LaterStep(wave, step)));

    /// <summary>Lets the engine read what the persons may do whose approvals wait to take effect.</summary>
    public Play ReadApprovers(bool mayApprove = true, params ValueList<GroupName> groups)
    {
        if (ApproverQuestion.Of(State) is { } question)
        {
            See(
                new Observation.ApproversRead(
                    question.Position,
                    question
                        .Persons.Select(person => new ApproverStanding(
                            person.Id,
                            groups.IsEmpty ? person.Groups : groups,
                            mayApprove,
                            mayApprove && person.IsAdministrator
                        ))
                        .ToValueList()
                )
            );
        }

        return MeetDesires();
    }

    public Play Reject(Actor by) => Command(key => new Command.Reject(key, by, "not today", State.Position));

    public Play Pause() => Command(key => new Command.Pause(key, Actors.Alice, "lunch", State.Position));

    public Play Resume() => Command(key => new Command.Resume(key, Actors.Alice, "back from lunch", State.Position));

    public Play Skip(Actor? by = null) =>
        Command(key => new Command.Skip(key, by ?? Actors.Alice, "in a hurry", State.Position));

    public Play Promote(Actor? by = null) =>
        Command(key => new Command.Promote(key, by ?? Actors.Alice, "it must go out", State.Position));

    public Play RollBackPastThePoint() =>
        Command(key => new Command.RollBack(key, Actors.Alice, "customers complain", PastPointOfNoReturn: true));

    public Play RollBack() => Command(key => new Command.RollBack(key, Actors.Alice, "customers complain"));

    public Play Supersede() =>
        Command(key => new Command.Supersede(key, Actors.Pipeline, "version 3 is built", Known.Newer));

    public Play Command(Func<string, Command> make) => See(make($"command-{++_commands}")).MeetDesires();

    public bool Happened<T>()
        where T : RolloutEvent => Story.Exists(recorded => recorded.Event is T);

    public string StepNow => State.Instruction.GetType().Name;

    private void Meet(DesiredTraffic want)
    {
        var target = State.Target(want.Target)!;
        if (want.Traffic is { } traffic && (target.Applied != traffic || (target.AwaitsNews && !target.Spec.ReadsBack)))
        {
            See(new Observation.WriteAccepted(want.Target, traffic));
        }

        var shown = want.Traffic ?? target.Observed?.Traffic ?? Traffic.None;
        var seen = ObservedTraffic.Of(shown);
        if (target.Spec.ReadsBack && (target.Observed != seen || target.AwaitsNews))
        {
            See(new Observation.TrafficRead(want.Target, seen));
        }
    }
}
