using Rollouts.Analysis;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Storage.Serialization;

namespace Rollouts.Domain.Tests.Rollouts.Properties;

/// <summary>
/// What must hold in every history. Each rule is written from its sentence and not from the code, so that both can
/// only be wrong together.
/// </summary>
internal static class Rules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        new("1 desired never exceeds the furthest shift entered", Furthest),
        new(
            "2 rollBack or a breach makes desired 0 everywhere in that same transition, but for a passed point",
            BackAtOnce
        ),
        new("3 success needs its verdicts, and 100 % observed", Proven),
        new("4 a command takes effect at most once, and nothing moves two steps", Once),
        new("5 every wait has a deadline, and it is kept", InTime),
        new("6 a restart changes nothing", Restart),
        new("7 whatever was written late, the newest decision's traffic is wanted", NewestWanted),
        new("8 each change has its record, and each record its change", Recorded),
        new("9 final means that the traffic says so", TrulyOver),
        new("10 nothing outside can keep rollBack from being taken", NeverBlocked),
        new("11 a router's error touches nothing else", Contained),
        new("12 drift is never progress", NoDrift),
        new("13 no wave gets 100 % before each required check was healthy since the shift before", VerdictRules.Heard),
        new("14 no verdict of the share delays a way back", VerdictRules.NoDelay),
        new(
            "15 past the point of no return only a person lowers a weight, and says that it is past the point",
            PeopleRules.PastThePoint
        ),
        new(
            "16 a rollback that is withheld holds the rollout, and people are told until one acts",
            PeopleRules.Withheld
        ),
        new(
            "17 each person counts once for a step, and an approval ahead only while what was seen holds",
            PeopleRules.Approvals
        ),
    ];

    private static string? Furthest(History history, Turn turn)
    {
        foreach (var want in DesiredState.Of(turn.After, turn.Now).Targets)
        {
            var target = turn.After.Target(want.Target)!;
            var entered = history
                .Story.Select(line => line.Event)
                .OfType<RolloutEvent.StepEntered>()
                .Where(step => step.Position.Wave == target.Spec.Wave)
                .Select(step => turn.After.Spec.Steps.Instructions[step.Position.Step])
                .OfType<Instruction.Shift>()
                .Select(shift => shift.To)
                .Append(Weight.Zero)
                .Max();
            if (want.Traffic?.Candidate > entered || target.Aim.Candidate > entered)
            {
                return $"{want.Target} is to have {want.Traffic?.Candidate}, and no shift beyond {entered} was entered";
            }
        }

        return null;
    }

    private static string? BackAtOnce(History history, Turn turn)
    {
        var breach =
            turn.Before.IsUnderWay
            && turn.Lines()
                .Any(line =>
                    line.Line.Event is RolloutEvent.VerdictChanged { Verdict.Outcome: CheckOutcome.Breach } verdict
                    && line.After.Checks.Any(guard =>
                        guard.IsOf(verdict.Check, verdict.Target)
                        && guard.Check is { DryRun: false, OnBreach: BreachAction.RollBack }
                        && Watches(line.After, guard)
                    )
                );
        // The key of another command of the same caller is refused; of another caller it is another command.
        var command =
            turn.Input is Command.RollBack back
            && !turn.Before.Handled.Any(handled => handled.By == back.By.Id && handled.Key == back.Key);
        if (turn.Before.IsFinal || (!breach && !command) || IsHeldBack(turn))
        {
            return null;
        }

        var isBack =
            turn.After.Status is Status.RollingBack or Status.RolledBack or Status.Superseded or Status.Cancelled;
        return isBack && turn.After.Targets.All(target => target.Aim == Traffic.None)
            ? null
            : $"it is {turn.After.Status.Name} with "
                + $"{string.Join(", ", turn.After.Targets.Select(target => target.Aim))}";
    }

    // A breach past the point, or a rollBack that does not confirm it: neither takes anything back.
    private static bool IsHeldBack(Turn turn) =>
        turn.After.PassedPoint is not null
        && turn.Before.IsUnderWay
        && turn.Input is not Command.RollBack { PastPointOfNoReturn: true };

    private static string? Proven(History history, Turn turn)
    {
        foreach (var (before, line, _) in turn.Lines())
        {
            if (line.Event is RolloutEvent.StepCompleted { Outcome: StepOutcome.Done } && !HasVerdicts(before))
            {
                return $"step {before.Position} is done without its verdicts";
            }

            if (line.Event is not RolloutEvent.Succeeded succeeded)
            {
                continue;
            }

            if (!succeeded.IsUnproven && history.Story.Any(IsWaiver))
            {
                return "it is called proven, and a verdict was waived";
            }

            if (
                before.Checks.Any(guard =>
                    guard.Counts && guard.Outcome == CheckOutcome.Breach && Watches(before, guard)
                )
            )
            {
                return "it succeeded with a broken check";
            }

            if (before.Targets.Any(target => target.Actual != Traffic.All))
            {
                return "it succeeded, and not every target shows 100 %";
            }
        }

        return null;
    }

    /// <summary>Its wave has begun, and the step lies from its first step to its last one.</summary>
    private static bool Watches(Rollout state, CheckRun guard)
    {
        var names = state.Spec.Steps.Instructions.Select(instruction => instruction.Name).ToList();
        var isBefore =
            guard.Wave == state.Position.Wave
            && guard.Check.From is { } from
            && state.Position.Step < names.IndexOf(from);
        var isBehind =
            guard.Check.Until is { } until
            && (guard.Wave < state.Position.Wave || state.Position.Step > names.LastIndexOf(until));
        return guard.Wave <= state.Position.Wave && !isBefore && !isBehind;
    }

    private static bool IsWaiver(RecordedEvent line) =>
        line.Event
            is RolloutEvent.StepCompleted { Outcome: StepOutcome.Waived or StepOutcome.Undecided }
                or RolloutEvent.EvidenceRenewed;

    private static bool HasVerdicts(Rollout state) =>
        state.Instruction is not (Instruction.Verify or Instruction.Bake)
        || state.Checks.All(guard =>
            !guard.Counts
            || guard.Check.IsOfRouter
            || guard.Outcome == CheckOutcome.Healthy
            || !Watches(state, guard)
            || (guard.Target is { } name && state.Target(name)!.Spec.Wave != state.Position.Wave)
            || (guard.Check.IsRelative && !HasTwoArms(state))
        );

    private static bool HasTwoArms(Rollout state) =>
        state.Instruction is Instruction.Verify
        && state.CurrentTargets.All(target => target.Aim.Candidate > Weight.Zero && target.Aim.Candidate < Weight.Full);

    private static string? Once(History history, Turn turn)
    {
        if (turn.Input is Command again && turn.Before.Handled.Contains(again.Identity) && !turn.Records.IsEmpty)
        {
            return $"key {again.Key} took effect twice";
        }

        if (
            turn.Input is Command.Skip skip
            && turn.Before.PromotedBy != skip.By
            && turn.Lines()
                .Count(line => line is { Line.Event: RolloutEvent.StepCompleted, Line.By: var by } && by == skip.By) > 1
        )
        {
            return "a skip passed more than one step";
        }

        if (turn.Input is Command.Placed placed && !turn.Records.IsEmpty && placed.Seen != turn.Before.Position)
        {
            return $"a command for {placed.Seen} was taken at {turn.Before.Position}";
        }

        var positions = turn.Events<RolloutEvent.StepEntered>()
            .Select(step => step.Position)
            .Prepend(turn.Before.Position)
            .ToList();
        return positions.Zip(positions.Skip(1)).Any(pair => pair.Second < pair.First)
            ? "it went to an earlier step"
            : null;
    }

    private static string? InTime(History history, Turn turn)
    {
        var (state, now) = (turn.After, turn.Now);
        var due = DesiredState.Of(state, now).Deadline;
        if (state.Status is Status.Queued or Status.Running or Status.Paused && (due is null || due <= now))
        {
            return $"it waits without an end (due {due})";
        }

        var overdue = state.Status switch
        {
            Status.Queued => now >= state.OpenedAt + state.Spec.Plan.Limits.QueuedAtMost,
            Status.Paused when state.Withheld is not null => false,
            Status.Running
            or Status.Paused when now >= (state.LimitFrom ?? state.BeganAt) + state.Spec.Steps.Limit(state.Spec.Plan) =>
                true,
            Status.Paused paused => now >= paused.Since + state.Spec.Plan.Limits.PausedAtMost
                || AnswerOverdue(state, now, TimeOutAction.RollBack),
            Status.Running => AnswerOverdue(state, now, null) || IsStuck(state, now),
            _ => false,
        };
        return overdue
            ? $"{state.Status.Name} at {state.Position} ({state.Instruction.GetType().Name}) is overdue"
            : null;
    }

    private static bool AnswerOverdue(Rollout state, Instant now, TimeOutAction? only) =>
        state.Instruction switch
        {
            Instruction.Approve approve => (only is null || approve.Otherwise == only)
                && now >= state.Step.DeadlineFrom + approve.Within
                && state.Step.Yeses.Count < approve.Count,
            Instruction.Gate gate => (only is null || gate.Otherwise == only)
                && now >= state.Step.DeadlineFrom + gate.Within
                && !state.Step.GateSaidYes,
            _ => false,
        };

    private static bool IsStuck(Rollout state, Instant now)
    {
        var isHeld =
            !state.FreezesInForce.IsEmpty
            || state.Checks.Any(guard => guard.Outcome == CheckOutcome.SharedIncident && guard.Counts);
        var isAstray = state.Targets.Any(target => target.Spec.Wave <= state.Position.Wave && !target.IsThere);
        return state.Instruction switch
        {
            Instruction.Hold hold => !isHeld && !isAstray && state.Step.RunBy(now) >= hold.For,
            Instruction.Shift shift => state.CurrentTargets.Any(target =>
                target.AstraySince is { } since && now >= Instant.Max(since, state.Step.DeadlineFrom) + shift.Within
            ),
            Instruction.Verify verify => !isHeld && !isAstray && now >= state.Step.DeadlineFrom + verify.AtMost,
            _ => false,
        };
    }

    private static string? Restart(History history, Turn turn)
    {
        if (!history.IsOver)
        {
            return null;
        }

        var written = history.Story.Select((line, i) => Recorder.Write(Known.Id, i + 1, line));
        var restarted = Recorder.Replay(written.Select(Recorder.Read));
        return
            restarted == turn.After && Same(DesiredState.Of(restarted, turn.Now), DesiredState.Of(turn.After, turn.Now))
            ? null
            : "what was read back is not what was written";
    }

    private static bool Same(DesiredState left, DesiredState right) =>
        left == right && left.Notifications.Select(notice => notice.Key).Distinct().Count() == left.Notifications.Count;

    private static string? NewestWanted(History history, Turn turn)
    {
        if (turn.After.Status is not (Status.Running or Status.Paused or Status.RollingBack))
        {
            return null;
        }

        var wanted = DesiredState.Of(turn.After, turn.Now).Targets;
        var forgotten = turn
            .After.Targets.Where(target =>
                target.Spec.Wave <= turn.After.Position.Wave && target.WasMoved && target.Actual != target.Aim
            )
            .Where(target => wanted.All(want => want.Target != target.Name || want.Traffic is null));
        return forgotten.Any() ? "a target is somewhere else than decided, and nothing is wanted of it" : null;
    }

    private static string? Recorded(History history, Turn turn)
    {
        if (turn.Records.IsEmpty != (turn.Before == turn.After))
        {
            return "a change without a record, or a record without a change";
        }

        if (turn.Before.IsFinal && !turn.Records.IsEmpty)
        {
            return "something happened after the end";
        }

        var earlier = turn.Records.Any(line => line.At < turn.Before.LastAt);
        var anonymous = turn.Records.Any(line =>
            string.IsNullOrEmpty(line.By.Name)
            || string.IsNullOrEmpty(line.Cause.What)
            || string.IsNullOrEmpty(line.Reason)
        );
        return earlier ? "it happened before what was before"
            : anonymous ? "nobody did it, or for no reason"
            : null;
    }

    private static string? TrulyOver(History history, Turn turn)
    {
        if (turn.Before.IsFinal || turn.After.Status is (not Status.Final) or Status.Abandoned)
        {
            return null;
        }

        var wanted = turn.After.Status is Status.Succeeded ? Traffic.All : Traffic.None;
        var wrong = turn
            .After.Targets.Where(target => target.WasMoved && (target.AwaitsNews || target.Actual != wanted))
            .ToList();
        return wrong.Count == 0 ? null : $"{turn.After.Status.Name}, and {wrong[0].Name} shows {wrong[0].Actual}";
    }

    private static string? NeverBlocked(History history, Turn turn) =>
        turn is { Input: Command.RollBack back, Decision: Decision.Refused { Code: not "rollout.key-reused" } }
        && !turn.Before.IsFinal
        && (turn.Before.PassedPoint is null || back.PastPointOfNoReturn)
            ? "rollBack was refused"
            : null;

    private static string? Contained(History history, Turn turn)
    {
        if (turn.Input is not Observation.RouterFailed failed)
        {
            return null;
        }

        // Time goes on meanwhile, so what time alone would have done is no fault of the router's.
        var without = (Decision.Accepted)Decider.Decide(turn.Before, TimePassed.Instance, turn.Now);
        return
            turn.After.Status.GetType() == without.State.Status.GetType()
            && turn.After.Position == without.State.Position
            && turn.After.Targets.Zip(without.State.Targets).All(pair => pair.First.Aim == pair.Second.Aim)
            ? null
            : $"the error of {failed.Target} moved something";
    }

    private static string? NoDrift(History history, Turn turn)
    {
        if (turn.Input is not Observation.TrafficRead read || !turn.Before.IsUnderWay)
        {
            return null;
        }

        var target = turn.Before.Target(read.Target)!;
        var weight = read.Seen.Traffic.Candidate;
        if (
            target.Spec.Wave > turn.Before.Position.Wave
            || weight == target.Aim.Candidate
            || target.Ours.Contains(weight)
        )
        {
            return null;
        }

        var after = turn.After.Target(read.Target)!;
        if (turn.Events<RolloutEvent.StepCompleted>().Any())
        {
            return "a step ended on somebody else's weight";
        }

        if (read.Seen.Other == Weight.Zero && weight < target.Aim.Candidate && after.Aim.Candidate > weight)
        {
            return "somebody else's rollback was overruled";
        }

        return after.Aim.Candidate > target.Aim.Candidate ? "somebody else's weight became ours" : null;
    }
}
