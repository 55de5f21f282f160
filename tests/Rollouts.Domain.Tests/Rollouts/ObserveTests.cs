using FsCheck;
using FsCheck.Fluent;
using Rollouts.Analysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;
using Rollouts.Domain.Tests.Rollouts.Properties;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>A rollout that another controller drives is read, judged and recorded, and nothing is done about it.</summary>
public sealed class ObserveTests
{
    private static readonly Plan Plan = Some.Canary(
        Some.Shift(5),
        Some.Verify(2, 30),
        Some.Shift(50),
        Some.Verify(2, 30)
    ) with
    {
        Checks = [Some.Errors, Some.ErrorLimit],
        RollBackOn = new RollBackOn(["named"], []),
        Hooks = new Hooks { AfterRollBack = new Address.Url("https://hooks.example/back") },
    };

    [Fact]
    public void Begins_at_once_and_at_any_weight()
    {
        var play = Observed().Read(3_300);

        Assert.Equal(("Observing", Weight.Percent(33)), (play.Status, play.Main.Aim.Candidate));
    }

    [Fact]
    public void Takes_any_weight_for_an_input_and_none_for_drift()
    {
        var play = Observed().Read(500).Read(9_000).Read(100).Read(700, other: 300);

        Assert.Equal("Observing", play.Status);
        Assert.DoesNotContain(play.Story, line => line.Event is RolloutEvent.DriftedDown or RolloutEvent.DriftedUp);
        Assert.All(play.Desired.Targets, want => Assert.False(want.IsPending));
    }

    [Fact]
    public void Judges_each_weight_anew()
    {
        var play = Observed().Read(500).Healthy();
        var epoch = play.State.Epoch;

        play.Read(2_500);
        Assert.Equal(epoch + 1, play.State.Epoch);
        Assert.All(play.State.Checks, check => Assert.Equal(CheckOutcome.Watching, check.Outcome));
        Assert.All(play.Desired.Questions, question => Assert.Equal(Split.BothArms, question.Split));
    }

    [Fact]
    public void Says_when_it_would_have_gone_back_and_goes_on()
    {
        var play = Observed().Read(500).PassMinutes(1).Judge("errors", CheckOutcome.Breach);
        play.Read(2_500).PassMinutes(30);

        var would = Assert.Single(play.State.WouldHaveActed);
        Assert.Equal((ObservedAction.RollBack, Weight.Percent(5)), (would.Action, would.Weight));
        Assert.Equal("check 'errors' is broken: the test says Breach", would.Because);
        Assert.Equal(Play.Noon + TimeSpan.FromMinutes(1), would.At);
        Assert.Equal("Observing", play.Status);
    }

    [Fact]
    public void Would_have_held_first_and_gone_back_later()
    {
        var play = Observed().Read(500).Judge("errors", CheckOutcome.NoData).PassMinutes(3).PassMinutes(60);
        play.See(new Observation.AlarmChanged("named", IsRinging: true));

        Assert.Equal(
            [ObservedAction.Hold, ObservedAction.RollBack],
            play.State.WouldHaveActed.Select(would => would.Action)
        );
    }

    [Fact]
    public void Would_not_have_gone_to_100_without_its_verdicts()
    {
        Assert.Empty(Observed().Read(5_000).Healthy().Read(10_000).State.WouldHaveActed);

        var would = Assert.Single(Observed().Read(5_000).Read(10_000).State.WouldHaveActed);
        Assert.Equal(ObservedAction.Hold, would.Action);
        Assert.Equal("'main' goes to 100%, and not healthy at 50%: 'errors', 'error-limit'", would.Because);
    }

    [Fact]
    public void Ends_when_the_route_has_shown_all_of_it_for_a_minute()
    {
        var play = Observed().Read(10_000).PassMinutes(0.9);
        Assert.Equal("Observing", play.Status);

        Assert.Equal("ObservedSucceeded", play.PassMinutes(0.1).Status);
    }

    [Fact]
    public void Ends_when_the_route_has_shown_none_of_it_for_a_minute_after_traffic()
    {
        var play = Observed().Read(0).PassMinutes(10);
        Assert.Equal("Observing", play.Status);

        play.Read(500).Read(0).PassMinutes(0.5).Read(100).Read(0).PassMinutes(0.9);
        Assert.Equal("Observing", play.Status);
        Assert.Equal("ObservedRolledBack", play.PassMinutes(0.1).Status);
    }

    [Fact]
    public void Does_not_end_by_a_route_that_cannot_be_read()
    {
        var play = Observed().Read(10_000).See(Failing.Read(new TargetName("main"), "503")).PassMinutes(5);
        Assert.Equal("Observing", play.Status);

        Assert.Equal("ObservedSucceeded", play.Read(10_000).PassMinutes(0).Status);
    }

    [Fact]
    public void Ends_at_its_limit_with_traffic_on_both_versions()
    {
        var play = Play.Of(Spec(Plan with { Limits = new Limits { AtMost = TimeSpan.FromHours(2) } })).Read(500);

        Assert.Equal("ObservedTimedOut", play.PassMinutes(120).Status);
    }

    [Fact]
    public void Is_ended_early_by_an_administrator_and_then_takes_no_command()
    {
        var play = Observed().Read(500);
        Assert.Equal("rollout.needs-administrator", play.See(Abandon(Actors.Alice)).Refusal?.Code);

        Assert.Equal("Abandoned", play.See(Abandon(Actors.Root)).Status);

        Assert.Equal("rollout.already-final", play.See(Abandon(Actors.Root) with { Key = "again" }).Refusal?.Code);
        Assert.Equal(
            "rollout.observes-only",
            play.See(new Command.RollBack("back", Actors.Root, "back")).Refusal?.Code
        );

        Command.Abandon Abandon(Actor by) => new($"end by {by}", by, "the wrong stable version", play.State.Position);
    }

    [Fact]
    public void Refuses_every_command_but_its_end_because_it_only_observes()
    {
        var play = Observed().Read(500);
        foreach (
            var command in (Command[])
                [
                    new Command.RollBack("1", Actors.Root, "back"),
                    new Command.Pause("2", Actors.Root, "wait", play.State.Position),
                    new Command.Promote("3", Actors.Root, "all", play.State.Position),
                    new Command.Skip("4", Actors.Root, "skip", play.State.Position),
                    new Command.Approve("5", Actors.Alice, "yes", play.State.Position),
                    new Command.Supersede("7", Actors.Root, "newer", Known.Newer),
                ]
        )
        {
            Assert.Equal("rollout.observes-only", play.See(command).Refusal?.Code);
        }

        Assert.Equal("Observing", play.Status);
    }

    [Fact]
    public void Maps_the_parts_of_checks_to_the_weights_of_the_plan()
    {
        var half = Some.Canary(Some.Shift(5), Some.Shift(50).Named(new StepName("half")), Some.Verify(2, 30)) with
        {
            Checks =
            [
                Some.ErrorLimit,
                Some.ErrorLimit with
                {
                    Name = new CheckName("late"),
                    From = new StepName("half"),
                },
            ],
        };
        var play = Play.Of(Spec(half)).Read(3_000);
        Assert.Equal(["error-limit"], play.Desired.Questions.Select(question => question.Check.Value));

        Assert.Equal(
            ["error-limit", "late"],
            play.Read(6_000).Desired.Questions.Select(question => question.Check.Value)
        );
    }

    /// <summary>With any inputs of its router, its checks and people.</summary>
    [Fact]
    public void Never_writes_to_a_router_and_is_the_same_after_a_restart() =>
        Prop.ForAll(
                Arb.From(Gen.Choose(0, int.MaxValue).ArrayOf()),
                numbers =>
                {
                    var history = new History(numbers, RolloutMode.Observe);
                    var isQuiet = true;
                    while (!history.IsOver)
                    {
                        history.Step();
                        isQuiet &= DesiredState
                            .Of(history.State, history.Now)
                            .Targets.All(want =>
                                want is { Traffic: null, AddCandidate: false, RemoveStable: false, IsPending: false }
                            );
                        isQuiet &= history.State.Status is Status.Observing or Status.Final;
                    }

                    var replayed = history.Story.Aggregate((Rollout?)null, Evolution.Evolve);
                    return isQuiet
                        && replayed == history.State
                        && !history.Story.Any(line =>
                            line.Event
                                is RolloutEvent.TrafficApplied
                                    or RolloutEvent.StepEntered
                                    or RolloutEvent.RollbackStarted
                        );
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithEndSize(400));

    private static Play Observed() => Play.Of(Spec(Plan));

    private static RolloutSpec Spec(Plan plan) => Known.TermsOf(plan) with { Mode = RolloutMode.Observe };
}
