using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Timeline;

/// <summary>Describes events for the timeline.</summary>
internal static class TimelineText
{
    public static string Say(Rollout state, RolloutEvent happened) =>
        happened switch
        {
            RolloutEvent.Opened when state.Spec.Observes =>
                $"{state.Spec.Plan.Service} {state.Spec.Version} is observed in {state.Spec.Plan.Environment}",
            RolloutEvent.Opened =>
                $"{state.Spec.Plan.Service} {state.Spec.Version} is to go out in {state.Spec.Plan.Environment}",
            RolloutEvent.BlockersChanged way => way.Blockers.IsEmpty
                ? "nothing outside is in the way"
                : "in the way: " + string.Join("; ", way.Blockers.Select(blocker => blocker.Say())),
            RolloutEvent.BackendsChanged changed => "it goes to "
                + string.Join(", ", changed.Targets.Select(target => $"{target.Candidate} on {target.Name}")),
            RolloutEvent.Began => "it begins",
            RolloutEvent.StepEntered entered => $"step {entered.Position}: {Say(state.Instruction)}",
            RolloutEvent.StepCompleted completed => $"step {completed.Position} is {Say(completed.Outcome)}",
            RolloutEvent.TrafficSeen seen => $"{seen.Target} shows {seen.Seen.Traffic}"
                + (seen.Seen.Other == Weight.Zero ? "" : $", and {seen.Seen.Other} for others")
                + (seen.Seen.DeploymentLack is { } lack ? $"; {lack}" : ""),
            RolloutEvent.TrafficApplied applied => $"{applied.Target} accepts {applied.Traffic}",
            RolloutEvent.RouterLost lost => $"{Calls(lost.Direction)} the router of {lost.Target} fail ({lost.Kind})"
                + Folded(lost.Folded),
            RolloutEvent.RouterFound found =>
                $"{Calls(found.Direction)} the router of {found.Target} fail no more{Folded(found.Folded)}",
            RolloutEvent.DriftedDown drift => $"another writer took {drift.Target} to {drift.Seen}",
            RolloutEvent.DriftedUp drift => $"another writer gave {drift.Target} {drift.Seen}; it is put right",
            RolloutEvent.VerdictChanged verdict =>
                $"check {verdict.Check}{On(verdict.Target)}: {verdict.Verdict.Outcome}",
            RolloutEvent.EvidenceRenewed renewed => $"check {renewed.Check}{On(renewed.Target)} begins anew",
            RolloutEvent.Approved => "yes",
            RolloutEvent.ApprovedAhead given => $"yes to step {given.Step} ahead, valid until {given.ValidUntil}",
            RolloutEvent.ApprovalWithdrawn withdrawn => $"the yes to step {withdrawn.Step} is withdrawn",
            RolloutEvent.ApprovalVoided voided =>
                $"the yes of {voided.Person} does not count [{voided.Reason}]; step {voided.Position} asks again",
            RolloutEvent.Rejected => "no",
            RolloutEvent.Escalated escalated => $"not approved yet; {escalated.Notify} is informed",
            RolloutEvent.GateOpened => "the gate says yes",
            RolloutEvent.GateRefused => "the gate says no",
            RolloutEvent.AlarmRang rang => $"alarm {rang.Alarm} rings",
            RolloutEvent.AlarmCleared ceased => $"alarm {ceased.Alarm} has ceased",
            RolloutEvent.FreezesChanged freezes => freezes.InForce.IsEmpty
                ? "no freeze is in force any more"
                : "freeze in force: " + string.Join(", ", freezes.InForce),
            RolloutEvent.Promoted => "every wait up to 100% is ended",
            RolloutEvent.Paused paused => $"it stands still [{paused.Kind}]",
            RolloutEvent.Resumed => "it goes on",
            RolloutEvent.RollbackStarted back => $"back to the old version [{back.Reason}]",
            RolloutEvent.RollbackWithheld withheld =>
                $"a rollback is due [{withheld.Reason}] past the point of no return; a person must decide"
                    + (withheld.TimesTold == 1 ? "" : $" (told {withheld.TimesTold} times)"),
            RolloutEvent.StoreWentBack => "the database went back in time; no router is written",
            RolloutEvent.HoldReleased => "routers are written again",
            RolloutEvent.WouldHaveActed would =>
                $"at {would.Weight} it would have {(would.Action == ObservedAction.Hold ? "held" : "gone back")}",
            RolloutEvent.ObservationEnded ended => ended.End switch
            {
                ObservedEnd.Succeeded => "OBSERVED: SUCCEEDED",
                ObservedEnd.RolledBack => "OBSERVED: ROLLED BACK",
                ObservedEnd.TimedOut => "OBSERVED: TIMED OUT",
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            RolloutEvent.Succeeded succeeded => succeeded.IsUnproven ? "SUCCEEDED, unproven" : "SUCCEEDED",
            RolloutEvent.RolledBack => "ROLLED BACK",
            RolloutEvent.Cancelled => "CANCELLED",
            RolloutEvent.Superseded => "SUPERSEDED",
            RolloutEvent.Abandoned => "ABANDONED",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string On(TargetName? target) => target is { } name ? $" on {name}" : "";

    private static string Say(StepOutcome passing) =>
        passing switch
        {
            StepOutcome.Done => "done",
            StepOutcome.Skipped => "skipped",
            StepOutcome.Waived => "waived",
            StepOutcome.Overridden => "overridden",
            StepOutcome.Undecided => "left undecided",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static string Say(Instruction instruction) =>
        instruction switch
        {
            Instruction.Ready => "get ready",
            Instruction.Shift shift => $"shift to {shift.To}",
            Instruction.Hold hold => $"hold for {Spans.Say(hold.For)}",
            Instruction.Verify verify => $"verify for {Spans.Say(verify.AtLeast)} to {Spans.Say(verify.AtMost)}",
            Instruction.Approve approve => $"wait for {approve.Count} of {string.Join(", ", approve.From)}",
            Instruction.Gate gate => $"wait for {gate.Ask}",
            Instruction.Route => "route by header",
            Instruction.Mirror mirror => $"mirror {mirror.Share}",
            Instruction.PointOfNoReturn point => $"pass the point of no return: {point.Because}",
            Instruction.Bake bake => $"bake for {Spans.Say(bake.For)}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Calls(RouterDirection direction) =>
        direction == RouterDirection.Read ? "reads of" : "writes to";

    private static string Folded(int folded) => folded == 0 ? "" : $"; {folded} changes before it were not recorded";
}
