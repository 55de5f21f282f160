using Rollouts.Analysis;
using Rollouts.Domain;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Names;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Services;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Testing;

namespace Rollouts.Bench.Machine;

/// <summary>The full example plan on its way, in its first verify, with all that happened until then.</summary>
internal sealed class Recorded
{
    private static readonly Actor Pipeline = new(
        ActorKind.Pipeline,
        ActorId.OfLocalUser("ci"),
        "ci",
        [],
        IsAdministrator: false
    );

    private Recorded(Decision.Accepted opened)
    {
        State = opened.State;
        Story = [.. opened.Records];
    }

    public Rollout State { get; private set; }

    public List<RecordedEvent> Story { get; }

    public Instant Now { get; private set; } = new(1_800_000_000_000_000);

    public static Recorded InItsFirstVerify()
    {
        var plan = Plan();
        var request = new StartRequest
        {
            Id = new RolloutId(Guid.Parse("11111111-1111-1111-1111-111111111111")),
            Version = new VersionName("v2"),
            Plan = plan,
            Targets = plan
                .Targets.Select(target => new TargetRequest(
                    target.Name,
                    ReadsBack: true,
                    AddsBackends: false,
                    new BackendName("old")
                ))
                .ToValueList(),
            By = Pipeline,
        };
        var service = new Service { Name = plan.Service, Environment = plan.Environment };
        var terms = ((ServiceDecision.Accepted)ServiceDecider.Start(service, request)).Opens!;
        var recorded = new Recorded(Decider.Open(terms, "bench", Pipeline, "a bench", new(1_800_000_000_000_000)));
        recorded.Take(new Observation.BlockersChanged([]));
        recorded.Obey();
        foreach (var guard in recorded.State.Checks)
        {
            recorded.Judge(guard, CheckOutcome.Watching);
        }

        recorded.Obey();
        return recorded.State.Instruction is Domain.Plans.Courses.Instruction.Verify
            ? recorded
            : throw new InvalidOperationException($"It is at {recorded.State.Instruction}.");
    }

    /// <summary>Verdicts come and go until the story has so many happenings.</summary>
    public void Lengthen(int records)
    {
        while (Story.Count < records)
        {
            Now += TimeSpan.FromMilliseconds(100);
            var guard = State.Checks[Story.Count % State.Checks.Count];
            Judge(guard, guard.Outcome == CheckOutcome.Watching ? CheckOutcome.NoData : CheckOutcome.Watching);
        }
    }

    public void Take(Input input)
    {
        var accepted = (Decision.Accepted)Decider.Decide(State, input, Now);
        State = accepted.State;
        Story.AddRange(accepted.Records);
    }

    private void Judge(CheckRun guard, CheckOutcome standing) =>
        Take(
            new Observation.VerdictReached(
                guard.Check.Name,
                guard.Target,
                guard.Generation,
                State.Epoch,
                new Verdict(standing, Evidence.Of("so it is"))
            )
        );

    private void Obey()
    {
        int before;
        do
        {
            before = State.Version;
            foreach (var want in DesiredState.Of(State, Now).Targets)
            {
                Take(new Observation.TrafficRead(want.Target, ObservedTraffic.Of(want.Traffic ?? Traffic.None)));
            }
        } while (State.Version != before);
    }

    private static Plan Plan()
    {
        Installation? installation = InstallationReader
            .Read("installation.yaml", File.ReadAllBytes(Repository.PathOf("examples", "installation.yaml")))
            .Installation;
        var reading = PlanReader.Read(
            "checkout-full.yaml",
            File.ReadAllBytes(Repository.PathOf("examples", "checkout-full.yaml")),
            installation
        );
        return reading.Plan ?? throw new InvalidOperationException("the example is refused");
    }
}
