using Rollouts.Analysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Tests.Plans;

namespace Rollouts.Domain.Tests.Rollouts;

/// <summary>The stories that every version of this machine must be able to tell.</summary>
internal static class Scenarios
{
    public static readonly IReadOnlyDictionary<string, Func<Play>> All = new Dictionary<string, Func<Play>>(
        StringComparer.Ordinal
    )
    {
        ["canary-succeeds"] = () =>
            Play.Begun(Canary)
                .Healthy()
                .PassMinutes(2)
                .Approve(Actors.Alice)
                .Healthy()
                .PassMinutes(10)
                .Healthy()
                .PassMinutes(2)
                .Healthy()
                .PassMinutes(60),
        ["breach-at-25"] = () =>
            Play.Begun(Canary).Healthy().PassMinutes(2).Approve(Actors.Bob).Judge("errors", CheckOutcome.Breach),
        ["blue-green"] = () =>
            Play.Begun(BlueGreen).Healthy().PassMinutes(2).Approve(Actors.Alice).Healthy().PassMinutes(60),
        ["two-waves-breach-in-second"] = () =>
            Play.Begun(Waves)
                .PassMinutes(10)
                .Healthy()
                .PassMinutes(2)
                .Healthy()
                .PassMinutes(10)
                .Judge("error-limit", CheckOutcome.Breach),
        ["rejected"] = () => Play.Begun(Canary).Healthy().PassMinutes(2).Reject(Actors.Bob),
        ["escalated"] = () =>
            Play.Begun(ApprovalTests.Escalating()).PassMinutes(10).PassMinutes(20).Approve(Actors.Alice),
        ["superseded"] = () => Play.Begun(Canary).PassMinutes(1).Supersede(),
        ["paused-by-no-data"] = () =>
            Play.Begun(Canary).Judge("errors", CheckOutcome.NoData).PassMinutes(3).Resume().Healthy().PassMinutes(2),
        ["router-dead-during-rollback"] = RouterDeadDuringRollback,
        ["drift"] = () =>
            Play.Begun(Waves).Read(9_000, "one").MeetDesires().PassMinutes(2).Read(1_000, "one").MeetDesires().Resume(),
        ["retry"] = () =>
            Play.Of(Known.TermsOf(Canary) with { RetryOf = Known.Newer })
                .Begin()
                .Promote(Actors.Root)
                .Healthy()
                .PassMinutes(60),
        ["gate-alarm-freeze"] = GateAlarmFreeze,
        ["restored-and-confirmed"] = RestoredAndConfirmed,
        ["approved-ahead"] = () =>
            Play.Begun(Ahead)
                .Healthy()
                .ApproveAhead(Actors.Alice, null, 3)
                .ApproveAhead(Actors.Bob, 0, 3)
                .Withdraw(Actors.Bob, 0, 3)
                .PassMinutes(10)
                .ReadApprovers()
                .Healthy()
                .PassMinutes(2)
                .Healthy()
                .PassMinutes(10)
                .Healthy()
                .Judge("error-limit", CheckOutcome.NoData)
                .PassMinutes(10)
                .ReadApprovers()
                .Reject(Actors.Bob),
        ["past-the-point"] = () =>
            Play.Begun(PastThePoint)
                .Approve(Actors.Alice)
                .Judge("errors", CheckOutcome.Breach)
                .PassMinutes(15)
                .RollBack()
                .RollBackPastThePoint(),
        ["abandoned"] = Abandoned,
        ["cancelled"] = () => Play.Of(Canary).RollBack(),
        ["stable-moves-while-queued"] = () =>
        {
            var play = Play.Of(Canary).See(new Observation.BlockersChanged([]));
            return play.See(new Observation.StableMoved(Known.Swapped(play.State.Spec.Targets)))
                .Begin()
                .Promote(Actors.Root);
        },
        ["superseded-while-queued"] = () =>
            Play.Of(Canary)
                .See(new Observation.AlarmChanged("checkout-5xx", IsRinging: true))
                .See(new Observation.AlarmChanged("checkout-5xx", IsRinging: false))
                .Supersede(),
        ["observed-breach"] = () =>
            Play.Of(Known.TermsOf(Canary) with { Mode = RolloutMode.Observe })
                .Read(500)
                .PassMinutes(1)
                .Judge("errors", CheckOutcome.Breach)
                .Read(2_500)
                .PassMinutes(5)
                .Read(0)
                .PassMinutes(1),
        ["breach-that-holds"] = () =>
            Play.Begun(
                    Canary with
                    {
                        Checks =
                        [
                            Some.Errors with
                            {
                                OnBreach = Domain.Plans.Checks.BreachAction.Hold,
                            },
                            Some.ErrorLimit,
                        ],
                    }
                )
                .Judge("errors", CheckOutcome.Breach)
                .Resume()
                .Skip(),
    };

    private static Plan Canary =>
        Some.Canary(
            Some.Shift(5),
            Some.Verify(2, 30),
            Some.Approve(60, once: false),
            Some.Shift(25),
            Some.Hold(10),
            Some.Bake(60)
        ) with
        {
            Checks = [Some.Errors, Some.ErrorLimit],
            RollBackOn = new RollBackOn(["checkout-5xx"], []),
        };

    private static Plan Waves =>
        Some.Canary(Some.Shift(50), Some.Hold(10), Some.Bake(10)) with
        {
            Waves = [Some.Wave("one"), Some.Wave("two")],
        };

    private static Plan Ahead =>
        Some.Canary(Some.Shift(5), Some.Hold(10), Some.Approve(60, once: false), Some.Verify(2, 30), Some.Bake(10)) with
        {
            Waves = [Some.Wave("one"), Some.Wave("two")],
            Checks =
            [
                Some.ErrorLimit with
                {
                    OnNoData = new Domain.Plans.Checks.TroublePolicy(
                        Domain.Plans.Checks.TroubleAction.Ignore,
                        TimeSpan.FromMinutes(30)
                    ),
                },
            ],
        };

    private static Plan PastThePoint =>
        Some.Canary(Some.Shift(5), Some.PassPoint(), Some.Hold(10), Some.Bake(60)) with
        {
            Checks = [Some.Errors, Some.ErrorLimit],
        };

    private static Plan BlueGreen =>
        Some.Canary() with
        {
            Strategy = new Strategy.BlueGreen
            {
                Preview = new Instruction.Route(
                    [RequestMatch.Header("x-preview", "1")],
                    TimeSpan.FromMinutes(2),
                    Some.Place
                ),
                Verify = (Instruction.Verify)((Step.Do)Some.Verify(2, 30)).Instruction,
                Approve = (Instruction.Approve)((Step.Do)Some.Approve(60, once: false)).Instruction,
                Bake = (Instruction.Bake)((Step.Do)Some.Bake(60)).Instruction,
                At = Some.Place,
            },
        };

    private static Play RouterDeadDuringRollback()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(25), Some.Hold(10)) with { Waves = [Some.Wave("one", "two")] });
        play.Deafen("one").See(Failing.Read(new Domain.Names.TargetName("one"), "connection refused"));
        return play.PassMinutes(1).RollBack().PassMinutes(30).Heal("one");
    }

    private static Play GateAlarmFreeze()
    {
        var gate = new Instruction.Gate(
            new Address.Url("https://ci.example/smoke"),
            TimeSpan.FromMinutes(15),
            TimeOutAction.Hold,
            Once: false,
            Some.Place
        );
        var play = Play.Begun(
            Some.Canary(Some.Shift(5), new Step.Do(gate), Some.Shift(50), Some.Hold(10)) with
            {
                RollBackOn = new RollBackOn([], ["CheckoutDown"]),
            }
        );
        play.See(new Observation.GateAnswered(play.State.Position, GateAnswer.No, "2 of 40 failed")).Resume();
        play.See(new Observation.GateAnswered(play.State.Position, GateAnswer.Yes, "40 of 40 passed")).MeetDesires();
        play.See(new Observation.FreezesChanged([new("weekend")])).PassMinutes(60);
        play.See(new Observation.FreezesChanged([])).MeetDesires();
        return play.See(new Observation.AlarmChanged("CheckoutDown", IsRinging: true)).MeetDesires();
    }

    private static Play RestoredAndConfirmed()
    {
        var play = Play.Begun(Canary).Deafen("main").RollBack();
        play.Wait(TimeSpan.FromHours(1));
        play.See(new Observation.StoreWentBack(new StoreHold(play.Now, StoreHoldKind.Unacknowledged))).Read(10_000);
        return play.Command(key => new Command.Confirm(key, Actors.Root, "it is bad indeed", play.State.Position))
            .Heal("main");
    }

    private static Play Abandoned()
    {
        var play = Play.Begun(Some.Canary(Some.Shift(25), Some.Hold(10)))
            .Deafen("main")
            .Pause()
            .RollBack()
            .PassMinutes(60);
        return play.Command(key => new Command.Abandon(key, Actors.Root, "the cluster is gone", play.State.Position));
    }
}
