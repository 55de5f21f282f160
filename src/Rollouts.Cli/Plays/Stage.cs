using Rollouts.Domain;
using Rollouts.Domain.Names;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.Services;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Wants;

namespace Rollouts.Cli.Plays;

/// <summary>
/// One rollout of a plan in a world that is made up: routers that do what they are told, a service that follows a
/// script, people and gates that say yes. The machine and the judges are the real ones.
/// </summary>
internal sealed class Stage
{
    private static readonly TimeSpan Thinking = TimeSpan.FromSeconds(2);
    private static readonly Actor Pipeline = new(
        ActorKind.Pipeline,
        ActorId.OfLocalUser("ci"),
        "ci",
        [],
        IsAdministrator: false
    );

    private readonly Dictionary<(CheckName Check, TargetName? Target), ScriptedCheck> _checks;
    private int _keys;

    private Stage(Decision.Accepted opened, Script script, Instant now)
    {
        State = opened.State;
        Happened = [.. opened.Happenings];
        _checks = State
            .Terms.Watched()
            .ToDictionary(
                watched => (watched.Check.Name, watched.Target),
                watched => new ScriptedCheck(State.Terms, watched.Check, script, now)
            );
    }

    public Rollout State { get; private set; }

    /// <summary>What has happened and was not told yet.</summary>
    public List<Happening> Happened { get; }

    /// <summary>Opens the rollout; a refusal where the service would not have it.</summary>
    public static (Stage? Stage, ServiceDecision.Refused? Refusal) Open(
        Plan plan,
        VersionName version,
        Script script,
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
                Targets = plan.Targets.Select(target => TargetOf(plan, target)).ToValueList(),
                By = Pipeline,
            }
        );
        return decision switch
        {
            ServiceDecision.Accepted { Opens: { } terms } => (
                new Stage(Decider.Open(terms, "play", Pipeline, $"version {version} is built", now), script, now),
                null
            ),
            ServiceDecision.Refused refused => (null, refused),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Lets everything happen that happens by now.</summary>
    public void Play(Instant now)
    {
        Take(new Observation.WayChanged([]), now);
        Obey(now);
        foreach (var question in Desired.Of(State, now).Questions)
        {
            var share = State.Targets.Where(target => question.Target is null || target.Name == question.Target);
            var verdict = _checks[(question.Check, question.Target)]
                .Ask(question, share.Max(target => target.Actual?.Candidate ?? Weight.Zero), now);
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
            foreach (var want in Desired.Of(State, now).Targets)
            {
                var traffic = want.Traffic ?? State.Target(want.Target)!.Actual ?? Traffic.None;
                Take(new Observation.WriteAccepted(want.Target, traffic), now);
                Take(new Observation.TrafficRead(want.Target, Seen.Of(traffic)), now);
            }
        } while (State.Version != before);
    }

    private void Answer(Instant now)
    {
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
            Happened.AddRange(accepted.Happenings);
        }
    }

    private static TargetRequest TargetOf(Plan plan, Target target) =>
        new(
            target.Name,
            ReadsBack: true,
            AddsBackends: false,
            plan.Backends is Backends.Slots slots ? slots.First : new BackendName($"{plan.Service}-before")
        );
}
