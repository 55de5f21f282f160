using Rollouts.Domain;
using Rollouts.Domain.Names;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Services;

namespace Rollouts.Cli.Simulations;

/// <summary>
/// One rollout of a plan in a simulated environment: routers that always obey, a service that follows a script, people
/// and gates that approve. The state machine and the judges are the real ones.
/// </summary>
internal sealed class Simulation
{
    private static readonly TimeSpan Thinking = TimeSpan.FromSeconds(2);
    private static readonly Actor Pipeline = new(
        ActorKind.Pipeline,
        ActorId.OfLocalUser("ci"),
        "ci",
        [],
        IsAdministrator: false
    );

    /// <summary>The share of the simulated requests that carry the headers of a header route.</summary>
    private static readonly Weight WithHeaders = Weight.Percent(5);

    private readonly Dictionary<(CheckName Check, TargetName? Target), ScriptedCheck> _checks;
    private int _keys;

    private Simulation(Decision.Accepted opened, Script script, Instant now)
    {
        State = opened.State;
        Happened = [.. opened.Records];
        _checks = State
            .Spec.Watched()
            .ToDictionary(
                watched => (watched.Check.Name, watched.Target),
                watched => new ScriptedCheck(State.Spec, watched.Check, script, now)
            );
    }

    public Rollout State { get; private set; }

    /// <summary>The events that were not printed yet.</summary>
    public List<RecordedEvent> Happened { get; }

    /// <summary>Opens the rollout; returns a refusal if the service refuses it.</summary>
    /// <param name="countsOneRoute">Whether the counts that the plan's routers keep are of the route alone.</param>
    public static (Simulation? Stage, ServiceDecision.Refused? Refusal) Open(
        Plan plan,
        VersionName version,
        ApprovalDemand? demand,
        Script script,
        bool countsOneRoute,
        Instant now
    )
    {
        var decision = ServiceDecider.Start(
            new Service { Name = plan.Service, Environment = plan.Environment },
            new StartRequest
            {
                Id = new RolloutId(Guid.NewGuid()),
                Version = version,
                Plan = plan,
                Targets = plan.Targets.Select(target => TargetOf(plan, target, countsOneRoute)).ToValueList(),
                By = Pipeline,
                Demand = demand,
            }
        );
        return decision switch
        {
            ServiceDecision.Accepted { Opens: { } terms } => (
                new Simulation(Decider.Open(terms, "play", Pipeline, $"version {version} is built", now), script, now),
                null
            ),
            ServiceDecision.Refused refused => (null, refused),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The candidate's share of requests. Some of them carry the headers of a header route.</summary>
    private static Weight ShareOf(Traffic? traffic) =>
        traffic is null ? Weight.Zero
        : traffic.Matches.IsEmpty || traffic.Candidate >= WithHeaders ? traffic.Candidate
        : WithHeaders;

    /// <summary>Runs all events that are due by now.</summary>
    public void Play(Instant now)
    {
        Take(new Observation.BlockersChanged([]), now);
        Obey(now);
        foreach (var question in DesiredState.Of(State, now).Questions)
        {
            var share = State.Targets.Where(target => question.Target is null || target.Name == question.Target);
            var verdict = _checks[(question.Check, question.Target)]
                .Ask(question, share.Max(target => ShareOf(target.Actual)), now);
            if (verdict is not null)
            {
                Take(verdict, now);
            }
        }

        Answer(now);
        Take(TimePassed.Instance, now);
        Obey(now);
    }

    private void Obey(Instant now)
    {
        int before;
        do
        {
            before = State.Version;
            foreach (var want in DesiredState.Of(State, now).Targets)
            {
                var traffic = want.Traffic ?? State.Target(want.Target)!.Actual ?? Traffic.None;
                Take(new Observation.WriteAccepted(want.Target, traffic), now);
                Take(new Observation.TrafficRead(want.Target, ObservedTraffic.Of(traffic)), now);
            }
        } while (State.Version != before);
    }

    private void Answer(Instant now)
    {
        if (State.Withheld is { } withheld && now >= withheld.Since + Thinking)
        {
            var person = Actor.Person("on-call");
            Take(
                new Command.RollBack($"back-{++_keys}", person, "customers come first", PastPointOfNoReturn: true),
                now
            );
            return;
        }

        if (!State.IsUnderWay || State.Step.RunBy(now) < Thinking)
        {
            return;
        }

        switch (State.Instruction)
        {
            case Instruction.Gate:
                Take(new Observation.GateAnswered(State.Position, GateAnswer.Yes, "every test is green"), now);
                break;
            case Instruction.Approve asked:
                var person = Actor.Person($"person-{State.Step.Yeses.Count + 1}", asked.From[0]);
                Take(new Command.Approve($"yes-{++_keys}", person, "looks good", State.Position), now);
                break;
        }
    }

    private void Take(Input input, Instant now)
    {
        if (Decider.Decide(State, input, now) is Decision.Accepted accepted)
        {
            State = accepted.State;
            Happened.AddRange(accepted.Records);
        }
    }

    private static TargetRequest TargetOf(Plan plan, Target target, bool countsOneRoute) =>
        new(
            target.Name,
            ReadsBack: true,
            AddsBackends: false,
            plan.Backends is Backends.Slots slots ? slots.First : new BackendName($"{plan.Service}-before")
        )
        {
            CountsOneRoute = countsOneRoute,
        };
}
