using Rollouts.Analysis;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>Decides observations. An observation becomes an event only if it changes the state.</summary>
internal static class ObservationDecisions
{
    public static Cause CauseOf(Observation observation) =>
        new(
            observation switch
            {
                Observation.TrafficRead => "reading",
                Observation.WriteAccepted => "write",
                Observation.RouterFailed => "router",
                Observation.VerdictReached => "verdict",
                Observation.GateAnswered => "gate",
                Observation.ApproversRead => "approvers",
                Observation.AlarmChanged => "alarm",
                Observation.FreezesChanged => "calendar",
                Observation.BlockersChanged => "queue",
                Observation.StableMoved => "stable",
                Observation.StoreWentBack => "restore",
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            Key: null
        );

    public static string Say(Observation observation) =>
        observation switch
        {
            Observation.TrafficRead read => $"the router of '{read.Target}' was read",
            Observation.WriteAccepted { Receipts.IsEmpty: false } write =>
                $"the router of '{write.Target}' accepted it, in its log {string.Join(", ", write.Receipts)}",
            Observation.WriteAccepted write => $"the router of '{write.Target}' accepted it",
            Observation.RouterFailed failed => failed.Error,
            Observation.VerdictReached verdict => verdict.Verdict.Evidence.Sentence,
            Observation.GateAnswered gate => gate.Message,
            Observation.ApproversRead => "the roles and groups of the approvers were read",
            Observation.AlarmChanged alarm => $"alarm '{alarm.Alarm}' {(alarm.IsRinging ? "rings" : "ceased")}",
            Observation.FreezesChanged => "the calendar says so",
            Observation.BlockersChanged => "the queue was looked at",
            Observation.StableMoved => "another rollout has succeeded while this one waited",
            Observation.StoreWentBack { Hold.Kind: var kind } => StoreHolds.Say(kind),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static void Decide(Draft draft, Observation observation)
    {
        if (draft.State.Spec.Observes)
        {
            Observations.Decide(draft, observation);
            return;
        }

        switch (observation)
        {
            case Observation.TrafficRead read:
                Readings.Decide(draft, read);
                break;
            case Observation.WriteAccepted write when draft.State.Target(write.Target) is { } target:
                Accepted(draft, target, write);

                break;
            case Observation.RouterFailed failed when draft.State.Target(failed.Target) is { } target:
                RouterFailures.Failed(draft, target, failed);
                break;
            case Observation.VerdictReached verdict:
                Judged(draft, verdict);
                break;
            case Observation.GateAnswered gate:
                Gate(draft, gate);
                break;
            case Observation.ApproversRead approvers:
                ApprovalsAhead.Confirm(draft, approvers);
                break;
            case Observation.AlarmChanged alarm:
                Alarm(draft, alarm);
                break;
            case Observation.FreezesChanged freezes when freezes.InForce != draft.State.FreezesInForce:
                draft.Add(new RolloutEvent.FreezesChanged(freezes.InForce));
                break;
            case Observation.BlockersChanged way
                when draft.State.Status is Status.Queued queued && queued.Outside != way.Blockers:
                draft.Add(new RolloutEvent.BlockersChanged(way.Blockers));
                break;
            case Observation.StableMoved moved
                when draft.State.Status is Status.Queued && moved.Targets != draft.State.Spec.Targets:
                draft.Add(new RolloutEvent.BackendsChanged(moved.Targets));
                break;
            case Observation.StoreWentBack back:
                StoreHolds.Begin(draft, back.Hold);
                break;
        }
    }

    private static void Accepted(Draft draft, TargetState target, Observation.WriteAccepted write)
    {
        RouterFailures.Ended(draft, target, RouterDirection.Write, write.Folded);
        if (!target.Spec.ReadsBack)
        {
            // Nothing else shows that a router which cannot be read back is reachable again.
            RouterFailures.Ended(draft, target, RouterDirection.Read, folded: 0);
        }

        if (
            write.Traffic is { } traffic
            && (target.Applied != traffic || (target.AwaitsNews && !target.Spec.ReadsBack))
        )
        {
            draft.Add(new RolloutEvent.TrafficApplied(write.Target, traffic));
        }
    }

    internal static void Judged(Draft draft, Observation.VerdictReached reached)
    {
        var guard = draft.State.Checks.FirstOrDefault(guard => guard.IsOf(reached.Check, reached.Target));
        if (guard is null || guard.Generation != reached.Generation || draft.State.Status is Status.RollingBack)
        {
            return;
        }

        // An answer may arrive after the last step that its check watches. It judges nothing any more.
        if (!CheckRanges.IsWatching(draft.State, guard))
        {
            return;
        }

        // A healthy outcome at another weight does not count at this one.
        var isStale = reached.Verdict.Outcome == CheckOutcome.Healthy && reached.Epoch != draft.State.Epoch;
        var isFirst = !guard.HasAnswered && reached.Verdict.Outcome != CheckOutcome.SourceFailed;
        var isNews = isFirst || reached.Verdict.Outcome != guard.Outcome;
        if (!isStale && isNews)
        {
            draft.Add(
                new RolloutEvent.VerdictChanged(reached.Check, reached.Target, reached.Generation, reached.Verdict)
            );
        }
    }

    private static void Gate(Draft draft, Observation.GateAnswered gate)
    {
        var (wave, step, _) = draft.State.Position;
        if (
            !draft.State.IsUnderWay
            || draft.State.Instruction is not Instruction.Gate asked
            || (gate.Asked.Wave, gate.Asked.Step) != (wave, step)
        )
        {
            return;
        }

        switch (gate.Answer)
        {
            case GateAnswer.Yes when !draft.State.Step.GateSaidYes:
                draft.Add(new RolloutEvent.GateOpened(draft.State.Position, gate.Message));
                break;
            case GateAnswer.No when !draft.State.Step.GateSaidYes && draft.State.Status is Status.Running:
                draft.Add(new RolloutEvent.GateRefused(draft.State.Position, gate.Message));
                Answers.Otherwise(draft, asked.Otherwise, $"the gate said no: {gate.Message}");
                break;
        }
    }

    internal static void Alarm(Draft draft, Observation.AlarmChanged alarm)
    {
        var watched = draft.State.Spec.Plan.RollBackOn;
        var isKnown = draft.State.AlarmsRinging.Contains(alarm.Alarm);
        if (!watched.Alarms.Contains(alarm.Alarm) && !watched.Alerts.Contains(alarm.Alarm))
        {
            return;
        }

        if (alarm.IsRinging != isKnown)
        {
            draft.Add(
                alarm.IsRinging ? new RolloutEvent.AlarmRang(alarm.Alarm) : new RolloutEvent.AlarmCleared(alarm.Alarm)
            );
        }
    }
}
