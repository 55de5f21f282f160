using System.Text;
using Rollouts.Analysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>What each input does in each status, written into docs/transitions.md by asking the machine.</summary>
public sealed class TransitionTableTests
{
    private const string Introduction = """
        # Transitions

        What each input does in each status and activity. This page is made by asking the machine and is checked by a
        test, so it is never out of date. `=` means that it is taken and the status stays; `→` names the activity or
        status that follows; a code is a refusal.

        """;

    private static readonly Plan Plan = Some.Canary(
        Some.Shift(25),
        Some.Hold(10),
        Some.Verify(2, 30),
        Some.Approve(60, once: false),
        Gate,
        Some.Shift(50),
        Some.Bake(10)
    ) with
    {
        RollBackOn = new RollBackOn(["named"], []),
    };

    private static Step Gate =>
        new Step.Do(
            new Instruction.Gate(
                new Address.Url("https://ci.example/smoke"),
                TimeSpan.FromMinutes(15),
                TimeOutAction.RollBack,
                Once: false,
                Some.Place
            )
        );

    private static readonly (string Name, Func<Play> Make)[] UnderWay =
    [
        ("Queued", () => Play.Of(Plan)),
        ("Shifting", Shifting),
        ("Holding", () => Play.Begun(Plan)),
        ("Verifying", () => Play.Begun(Plan).Skip()),
        ("Awaiting approval", () => Play.Begun(Plan).Skip().Skip()),
        ("Awaiting gate", () => Play.Begun(Plan).Skip().Skip().Skip(Actors.Bob)),
        ("Baking", () => Play.Begun(Plan).Promote(Actors.Root).Healthy()),
    ];

    private static readonly (string Name, Func<Play> Make)[] PastThePoint =
    [
        ("Holding", () => Passed()),
        ("Paused", () => Passed().Pause()),
        ("Held with a rollback due", () => Passed().Judge("error-limit", CheckOutcome.Breach)),
        ("Awaiting approval", () => Passed().Skip()),
        ("Awaiting gate", () => Passed().Skip().Skip(Actors.Bob)),
        ("Rolling back", () => Passed().Deafen("main").RollBackPastThePoint()),
    ];

    private static readonly (string Name, Func<Play> Make)[] Elsewhere =
    [
        ("Paused", () => Play.Begun(Plan).Pause()),
        ("Rolling back", () => Play.Begun(Plan).Deafen("main").RollBack()),
        ("Succeeded", () => Play.Begun(Plan).Promote(Actors.Root).Healthy().PassMinutes(10)),
        ("Rolled back", () => Play.Begun(Plan).RollBack()),
        ("Cancelled", () => Play.Of(Plan).RollBack()),
        ("Superseded", () => Play.Begun(Plan).Supersede()),
        ("Abandoned", Abandoned),
        ("Observing", Observing),
    ];

    private static readonly (string Name, Func<Play, Input> Make)[] Inputs =
    [
        ("approve (an approver)", play => new Command.Approve("k", Actors.Alice, "yes", play.State.Position)),
        ("approve (another person)", play => new Command.Approve("k", Actors.Mallory, "yes", play.State.Position)),
        ("reject", play => new Command.Reject("k", Actors.Alice, "no", play.State.Position)),
        ("pause", play => new Command.Pause("k", Actors.Alice, "wait", play.State.Position)),
        ("resume", play => new Command.Resume("k", Actors.Alice, "go", play.State.Position)),
        ("skip (an approver)", play => new Command.Skip("k", Actors.Alice, "skip", play.State.Position)),
        ("skip (an administrator)", play => new Command.Skip("k", Actors.Root, "skip", play.State.Position)),
        ("promote (an approver)", play => new Command.Promote("k", Actors.Alice, "all", play.State.Position)),
        ("rollBack", _ => new Command.RollBack("k", Actors.Alice, "back")),
        (
            "rollBack with `pastPointOfNoReturn`",
            _ => new Command.RollBack("k", Actors.Alice, "back", PastPointOfNoReturn: true)
        ),
        ("supersede", _ => new Command.Supersede("k", Actors.Pipeline, "newer", Known.Newer)),
        ("abandon (an administrator)", play => new Command.Abandon("k", Actors.Root, "lost", play.State.Position)),
        ("confirm", play => new Command.Confirm("k", Actors.Root, "as it is", play.State.Position)),
        (
            "any command on an older position",
            play => new Command.Pause("k", Actors.Alice, "wait", new Position(-1, 0, 0))
        ),
        ("reading: as desired", play => Reading(play.Desired.Targets[0].Traffic ?? Traffic.None)),
        ("reading: less for the candidate", _ => Reading(Traffic.None with { Candidate = Weight.Percent(1) })),
        ("reading: more for the candidate", _ => Reading(Traffic.None with { Candidate = Weight.Percent(99) })),
        ("router fails", _ => Failing.Read(new TargetName("main"), "503")),
        ("verdict: healthy", play => Verdict(play, CheckOutcome.Healthy)),
        ("verdict: breach", play => Verdict(play, CheckOutcome.Breach)),
        ("verdict: no data", play => Verdict(play, CheckOutcome.NoData)),
        ("verdict: source failed", play => Verdict(play, CheckOutcome.SourceFailed)),
        ("verdict: shared incident", play => Verdict(play, CheckOutcome.SharedIncident)),
        ("gate says yes", play => new Observation.GateAnswered(play.State.Position, GateAnswer.Yes, "fine")),
        ("gate says no", play => new Observation.GateAnswered(play.State.Position, GateAnswer.No, "broken")),
        ("an alarm that the plan names rings", _ => new Observation.AlarmChanged("named", IsRinging: true)),
        ("a freeze begins", _ => new Observation.FreezesChanged([new("weekend")])),
        ("time: the next deadline has come", Time),
    ];

    private static Play Observing() => Play.Of(Known.TermsOf(Plan) with { Mode = RolloutMode.Observe }).Read(2_500);

    [Fact]
    public void Is_written_down_as_it_is() =>
        Approved.MatchesFile(
            Repository.PathOf("docs", "transitions.md"),
            Introduction
                + "## Under way\n\n"
                + Table(UnderWay)
                + "\n## Standing still, on the way back, and over\n\n"
                + Table(Elsewhere)
                + "\n## Past the point of no return\n\n"
                + Table(PastThePoint)
        );

    private static string Table((string Name, Func<Play> Make)[] states)
    {
        var table = new StringBuilder();
        table.Append("| input |").AppendJoin('|', states.Select(state => $" {state.Name} ")).Append("|\n");
        table.Append("|---|").AppendJoin('|', states.Select(_ => "---")).Append("|\n");
        foreach (var (name, input) in Inputs)
        {
            table
                .Append($"| {name} |")
                .AppendJoin('|', states.Select(state => $" {Outcome(state.Make(), input)} "))
                .Append("|\n");
        }

        return table.ToString();
    }

    private static string Outcome(Play play, Func<Play, Input> make)
    {
        var before = Activity(play.State);
        var input = make(play);
        return Decider.Decide(play.State, input, play.Now) switch
        {
            Decision.Refused refused => $"`{refused.Code["rollout.".Length..]}`",
            Decision.Accepted { Records.IsEmpty: true } => "=",
            Decision.Accepted accepted when Activity(accepted.State) is var after && after != before => $"→ {after}",
            _ => "= (recorded)",
        };
    }

    private static string Activity(Rollout state) =>
        state.Status is not Status.Running
            ? state.Status.Name
            : state.Instruction switch
            {
                Instruction.Ready => "Readying",
                Instruction.Shift shift => $"Shifting to {shift.To}",
                Instruction.Hold => "Holding",
                Instruction.Verify => "Verifying",
                Instruction.Approve => "Awaiting approval",
                Instruction.Gate => "Awaiting gate",
                Instruction.Bake => "Baking",
                _ => state.Instruction.GetType().Name,
            };

    private static Observation.TrafficRead Reading(Traffic traffic) =>
        new(new TargetName("main"), ObservedTraffic.Of(traffic));

    private static Observation.VerdictReached Verdict(Play play, CheckOutcome standing) =>
        new(new CheckName("error-limit"), null, 0, play.State.Epoch, new Verdict(standing, Evidence.Of("so it is")));

    private static TimePassed Time(Play play)
    {
        // Where nothing is due, a day is as good as a minute.
        play.Wait(DesiredState.Of(play.State, play.Now).Deadline is { } due ? due - play.Now : TimeSpan.FromDays(1));
        return TimePassed.Instance;
    }

    private static Play Passed()
    {
        var plan = Plan with
        {
            Strategy = Some.Canary(
                Some.Shift(25),
                Some.PassPoint(),
                Some.Hold(10),
                Some.Approve(60, once: false),
                Gate,
                Some.Bake(10)
            ).Strategy,
        };
        return Play.Begun(plan).Approve(Actors.Alice);
    }

    private static Play Shifting()
    {
        var play = Play.Of(Plan).Deafen("main").Read(0);
        return play.See(new Observation.BlockersChanged([])).Judge("error-limit", CheckOutcome.NoData);
    }

    private static Play Abandoned()
    {
        var play = Play.Begun(Plan).Deafen("main").RollBack();
        return play.Command(key => new Command.Abandon(key, Actors.Root, "lost", play.State.Position));
    }
}
