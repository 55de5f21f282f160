using Rollouts.Analysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Tests.Rollouts.Properties;

/// <summary>
/// A rollout to which anything happens: a list of numbers is read as a plan and then as inputs, sensible and absurd
/// ones alike. Numbers shrink by themselves, so a failing history comes down to the few inputs that matter.
/// </summary>
internal sealed class History
{
    private static readonly TimeSpan[] Times =
    [
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(20),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1),
    ];

    // The last is the first under another name.
    private static readonly Actor[] People =
    [
        Actors.Alice,
        Actors.Bob,
        Actors.Carol,
        Actors.Mallory,
        Actors.Root,
        Actors.Alice with
        {
            Name = "alice-before-she-married",
        },
    ];

    private static readonly CheckOutcome[] Standings = Enum.GetValues<CheckOutcome>();

    private readonly Queue<int> _numbers;
    private readonly List<RecordedEvent> _story = [];
    private int _keys;

    public History(IEnumerable<int> numbers, RolloutMode? mode = null)
    {
        _numbers = new Queue<int>(numbers);
        Plan = AnyPlan.Of(Next);
        var terms = Known.TermsOf(Plan, readsBack: mode is not null || Next(8) > 0) with
        {
            HasUnknownAuthor = Next(4) == 0,
            Share = ShareChecks.Of(Plan, countsOneRoute: false),
            Mode = mode,
        };
        var opened = Decider.Open(terms, "start", Actors.Pipeline, "a new version", Play.Noon);
        State = opened.State;
        _story.AddRange(opened.Records);
        if (Next(4) > 0)
        {
            Begin();
        }
    }

    public Plan Plan { get; }

    public Rollout State { get; private set; }

    public Instant Now { get; private set; } = Play.Noon;

    public IReadOnlyList<RecordedEvent> Story => _story;

    public bool IsOver => _numbers.Count == 0;

    /// <summary>Lets the next thing happen.</summary>
    public Turn Step()
    {
        var input = Input();
        return Take(input);
    }

    /// <summary>Lets the routers do what is desired, until nothing changes any more.</summary>
    public IEnumerable<Turn> Obey()
    {
        for (var round = 0; round < 100; round++)
        {
            var version = State.Version;
            foreach (var want in DesiredState.Of(State, Now).Targets)
            {
                foreach (var answer in Answers(want))
                {
                    yield return Take(answer);
                }
            }

            if (State.Version == version)
            {
                yield break;
            }
        }

        throw new InvalidOperationException("The routers obey, and still it wants something else each time.");
    }

    public override string ToString() => string.Join('\n', Domain.Rollouts.Timeline.StatusSummary.Tell(_story));

    // Most histories are about what comes after the queue.
    private void Begin()
    {
        Take(new Observation.BlockersChanged([]));
        foreach (var guard in State.Checks)
        {
            var watching = new Verdict(CheckOutcome.Watching, Evidence.Of("nothing yet"));
            Take(new Observation.VerdictReached(guard.Check.Name, guard.Target, 0, 0, watching));
        }

        foreach (var answer in DesiredState.Of(State, Now).Targets.SelectMany(Answers))
        {
            Take(answer);
        }
    }

    public Turn Take(Input input)
    {
        var before = State;
        var decision = Decider.Decide(before, input, Now);
        if (decision is Decision.Accepted accepted)
        {
            State = accepted.State;
            _story.AddRange(accepted.Records);
        }

        return new Turn(before, input, decision, State, Now);
    }

    private int Next(int choices) => _numbers.TryDequeue(out var number) ? (int)((uint)number % (uint)choices) : 0;

    private T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    private Input Input() =>
        Next(16) switch
        {
            0 or 1 or 2 => Time(Next(60) == 0 ? TimeSpan.FromHours(25) : Pick(Times)),
            3 or 4 or 5 or 6 => Pick(Answers(Pick(DesiredState.Of(State, Now).Targets)).ToList()),
            7 => Reading(),
            8 => Failing.Read(Pick(State.Targets).Name, "503"),
            9 or 10 or 11 => Verdict(),
            12 => Outside(),
            13 => Way(),
            _ => Command(),
        };

    private TimePassed Time(TimeSpan time)
    {
        Now += time;
        return TimePassed.Instance;
    }

    private static IEnumerable<Observation> Answers(DesiredTraffic want)
    {
        if (want.Traffic is { } traffic)
        {
            yield return new Observation.WriteAccepted(want.Target, traffic);
            yield return new Observation.TrafficRead(want.Target, ObservedTraffic.Of(traffic));
        }
        else
        {
            yield return new Observation.TrafficRead(want.Target, ObservedTraffic.Of(Traffic.None));
        }
    }

    // Stale, lying or somebody else's: a weight that may have nothing to do with what is desired.
    private Observation.TrafficRead Reading() =>
        new(
            Pick(State.Targets).Name,
            new ObservedTraffic(
                Traffic.None with
                {
                    Candidate = new Weight(Pick<int>([0, 100, 500, 1_000, 2_500, 5_000, 9_000, 10_000])),
                },
                new Weight(Next(10) == 0 ? 300 : 0),
                HasCandidate: Next(10) > 0
            )
        );

    private Input Verdict()
    {
        if (State.Checks.IsEmpty)
        {
            return Time(TimeSpan.Zero);
        }

        var guard = Pick(State.Checks);
        var generation = Next(8) == 0 ? guard.Generation - 1 : guard.Generation;
        var epoch = Next(8) == 0 ? State.Epoch - 1 : State.Epoch;
        // Healthy is likelier than the others, or no rollout would ever get far. Silence is what most often stands
        // where a verdict should.
        var standing = Next(20) switch
        {
            0 => Pick(Standings),
            1 or 2 => CheckOutcome.NoData,
            _ when guard.Check.IsOfRouter && Next(2) == 0 => CheckOutcome.Misrouted,
            _ => CheckOutcome.Healthy,
        };
        return new Observation.VerdictReached(
            guard.Check.Name,
            guard.Target,
            generation,
            epoch,
            new Verdict(standing, Evidence.Of("so it is"))
        );
    }

    private Observation Outside() =>
        ApproverQuestion.Of(State) is { } question && Next(2) == 0 ? Approvers(question) : FromOutside();

    private Observation.ApproversRead Approvers(ApproverQuestion question) =>
        new(
            question.Position,
            question
                .Persons.Select(person => new ApproverStanding(
                    person.Id,
                    Next(6) == 0 ? [] : person.Groups,
                    MayApprove: Next(6) > 0,
                    IsAdministrator: person.IsAdministrator && Next(6) > 0
                ))
                .ToValueList()
        );

    // An approval that is named is likelier than a step that asks for none.
    private LaterStep Later()
    {
        var open = ApprovalsAhead.Open(State).Select(one => one.Step).ToList();
        var step = open.Count > 0 && Next(8) > 0 ? Pick(open) : new LaterStep(Next(2), Next(8));
        return Next(3) == 0 ? step with { Wave = null } : step;
    }

    private Observation FromOutside() =>
        Next(12) switch
        {
            0 => new Observation.AlarmChanged(Next(2) == 0 ? "named" : "unknown", Next(3) == 0),
            1 or 2 or 3 => new Observation.FreezesChanged(Next(2) == 0 ? [] : [new("weekend")]),
            _ => new Observation.GateAnswered(
                Next(6) == 0 ? State.Position with { Step = Next(8) } : State.Position,
                Pick(Enum.GetValues<GateAnswer>()),
                "says the gate"
            ),
        };

    private Observation Way() =>
        Next(8) switch
        {
            0 or 1 => new Observation.BlockersChanged([new Blocker.OtherRollout(Known.Newer, new VersionName("v1"))]),
            2 => new Observation.StableMoved(Known.Swapped(State.Spec.Targets)),
            _ => new Observation.BlockersChanged([]),
        };

    private Command Command()
    {
        var key = Next(6) == 0 ? $"key-{_keys}" : $"key-{++_keys}";
        var by = Pick(People);
        var seen = Next(6) == 0 ? new Position(Next(2), Next(6), 0) : State.Position;
        return Next(100) switch
        {
            < 12 => new Command.Approve(key, by, "fine", seen),
            < 19 => new Command.Approve(key, by, "fine so far", seen, Later()),
            < 20 => new Command.Withdraw(key, by, "not any more", Later()),
            < 22 => new Command.Reject(key, by, "no", seen),
            < 28 => new Command.Pause(key, by, "wait", seen),
            < 60 => new Command.Resume(key, by, "go", seen),
            < 80 => new Command.Skip(key, by, "skip it", seen),
            < 88 => new Command.Promote(key, by, "all of it", seen),
            < 89 => new Command.RollBack(key, by, "back", PastPointOfNoReturn: Next(2) == 0),
            < 90 => new Command.Supersede(key, by, "a newer one", Known.Newer),
            < 97 => new Command.Resume(key, by, "go", seen),
            _ => new Command.Abandon(key, Actors.Root, "lost", seen),
        };
    }
}
