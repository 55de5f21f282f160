using Rollouts.Analysis;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts;

/// <summary>
/// Applies an event to the state. It decides nothing and takes every event as a fact, so that an old stream always
/// yields the same state.
/// </summary>
public static class Evolution
{
    public static Rollout Evolve(Rollout? state, RecordedEvent recorded)
    {
        if (recorded.Event is RolloutEvent.Opened opened)
        {
            return Opening(opened.Spec, recorded);
        }

        var next = Apply(
            state ?? throw new InvalidOperationException("A rollout begins by being opened."),
            recorded.Event,
            recorded
        );
        return next with
        {
            LastAt = recorded.At,
            Version = state.Version + 1,
            Handled = WithCommand(state.Handled, recorded),
        };
    }

    private static Rollout Opening(RolloutSpec terms, RecordedEvent recorded) =>
        new()
        {
            Spec = terms,
            Status = terms.Observes ? new Status.Observing() : new Status.Queued([new Blocker.NotLooked()]),
            Targets = Untouched(terms.Targets),
            Checks = terms
                .Watched()
                .Select(watched => new CheckRun
                {
                    Check = watched.Check,
                    Target = watched.Target,
                    Wave = terms.Targets.FirstOrDefault(target => target.Name == watched.Target)?.Wave ?? 0,
                    Since = recorded.At,
                })
                .ToValueList(),
            Step = StepState.Entered(recorded.At),
            OpenedAt = recorded.At,
            BeganAt = terms.Observes ? recorded.At : null,
            LastAt = recorded.At,
            Handled = WithCommand([], recorded),
            Version = 1,
        };

    private static ValueList<TargetState> Untouched(ValueList<TargetSpec> targets) =>
        targets.Select(target => new TargetState { Spec = target, Ours = [Weight.Zero] }).ToValueList();

    // Readings and verdicts so far are of other backends, so they are discarded.
    private static Rollout OnOtherBackends(Rollout state, ValueList<TargetSpec> targets, Instant at) =>
        state with
        {
            Spec = state.Spec with { Targets = targets },
            Targets = Untouched(targets),
            Checks = state
                .Checks.Select(guard =>
                    guard with
                    {
                        Outcome = CheckOutcome.Watching,
                        Evidence = null,
                        Since = at,
                        Generation = guard.Generation + 1,
                        HasAnswered = false,
                    }
                )
                .ToValueList(),
        };

    private static ValueList<HandledCommand> WithCommand(ValueList<HandledCommand> handled, RecordedEvent recorded) =>
        recorded.Cause.Key is { } key
        && new HandledCommand(recorded.By.Id, key, recorded.Cause.What) is var command
        && !handled.Contains(command)
            ? handled.Add(command)
            : handled;

    private static Rollout Apply(Rollout state, RolloutEvent happened, RecordedEvent recorded) =>
        happened switch
        {
            RolloutEvent.Opened => throw new InvalidOperationException("A rollout is opened once."),
            RolloutEvent.BlockersChanged way => state with { Status = new Status.Queued(way.Blockers) },
            RolloutEvent.BackendsChanged changed => OnOtherBackends(state, changed.Targets, recorded.At),
            RolloutEvent.Began => state with { Status = new Status.Running(), BeganAt = recorded.At },
            RolloutEvent.StepEntered entered => Entered(state, entered, recorded.At),
            RolloutEvent.StepCompleted completed => Completed(state, completed, recorded),
            RolloutEvent.TrafficSeen seen when state.Spec.Observes => ObservedEvolution.Saw(
                state,
                seen.Target,
                seen.Seen,
                recorded.At
            ),
            RolloutEvent.TrafficSeen seen => TargetEvolution.Saw(state, seen.Target, seen.Seen, recorded.At),
            RolloutEvent.TrafficApplied applied => TargetEvolution.Change(
                state,
                applied.Target,
                target =>
                    target with
                    {
                        Applied = applied.Traffic,
                        AwaitsNews = target.AwaitsNews && target.Spec.ReadsBack,
                    },
                recorded.At
            ),
            RolloutEvent.RouterLost lost => TargetEvolution.Change(
                state,
                lost.Target,
                target => Lost(target, lost, recorded.At),
                recorded.At
            ),
            RolloutEvent.RouterFound found => TargetEvolution.Change(
                state,
                found.Target,
                target => RouterFailures.Evolve(target, found.Direction, trouble: null, recorded.At),
                recorded.At
            ),
            RolloutEvent.DriftedDown drift => TargetEvolution.Yield(state, drift.Target, drift.Seen, recorded.At),
            RolloutEvent.DriftedUp drift => TargetEvolution.Change(
                state,
                drift.Target,
                target => target with { CorrectedAt = recorded.At, Ours = target.Ours.Add(drift.Seen) },
                recorded.At
            ),
            RolloutEvent.VerdictChanged verdict => CheckRunEvolution.Judged(state, verdict, recorded.At),
            RolloutEvent.EvidenceRenewed renewed => CheckRunEvolution.Renewed(state, renewed, recorded.At),
            RolloutEvent.Approved approved => ApprovalEvolution.Approved(state, approved, recorded),
            RolloutEvent.ApprovedAhead given => ApprovalEvolution.Given(state, given, recorded),
            RolloutEvent.ApprovalWithdrawn withdrawn => ApprovalEvolution.Withdrawn(state, withdrawn, recorded),
            RolloutEvent.ApprovalVoided voided => ApprovalEvolution.Voided(state, voided, recorded),
            RolloutEvent.Rejected rejected => ApprovalEvolution.Rejected(state, rejected),
            RolloutEvent.Escalated escalated => state with
            {
                Step = state.Step with { Escalated = state.Step.Escalated + 1 },
                EscalatedTo = state.EscalatedTo.Contains(escalated.Notify)
                    ? state.EscalatedTo
                    : state.EscalatedTo.Add(escalated.Notify),
            },
            RolloutEvent.GateOpened => state with { Step = state.Step with { GateSaidYes = true } },
            RolloutEvent.GateRefused => state with { Step = state.Step with { GateSaidYes = false } },
            RolloutEvent.AlarmRang rang => state with { AlarmsRinging = state.AlarmsRinging.Add(rang.Alarm) },
            RolloutEvent.AlarmCleared ceased => state with
            {
                AlarmsRinging = state.AlarmsRinging.Where(alarm => alarm != ceased.Alarm).ToValueList(),
                AlarmsSeen = state.AlarmsSeen.Where(alarm => alarm != ceased.Alarm).ToValueList(),
            },
            RolloutEvent.FreezesChanged freezes => state with { FreezesInForce = freezes.InForce },
            RolloutEvent.Promoted => state with { PromotedBy = recorded.By },
            RolloutEvent.Paused paused => state with
            {
                Status = new Status.Paused(paused.Kind, recorded.At),
                Step = state.Step with { Ran = state.Step.RunBy(recorded.At), RunsFrom = null },
            },
            RolloutEvent.Resumed resumed => Resumed(state, resumed, recorded),
            RolloutEvent.RollbackStarted back => TargetEvolution.TakeBack(state, back.Traffic, recorded.At) with
            {
                Status = new Status.RollingBack(back.Reason, recorded.At, back.SupersededBy),
                Withheld = null,
                WentBackFor = RollbackCauseEvolution.Of(state, back, recorded),
            },
            RolloutEvent.RollbackWithheld withheld => PointEvolution.Withheld(state, withheld, recorded),
            RolloutEvent.StoreWentBack back => TargetEvolution.Doubt(state, back.Hold, recorded.At) with
            {
                Hold = back.Hold,
                WentBack = back.Hold,
            },
            RolloutEvent.HoldReleased => HoldEvolution.Release(state, recorded.At),
            RolloutEvent.WouldHaveActed would => state with
            {
                WouldHaveActed = state.WouldHaveActed.Add(
                    new WouldHave(would.Action, would.Weight, recorded.Reason, recorded.At)
                ),
            },
            RolloutEvent.ObservationEnded ended => state with { Status = EndOf(ended.End, recorded.At) },
            RolloutEvent.Succeeded succeeded => state with
            {
                Status = new Status.Succeeded(recorded.At, succeeded.IsUnproven),
            },
            RolloutEvent.RolledBack => state with { Status = new Status.RolledBack(recorded.At) },
            RolloutEvent.Cancelled => state with { Status = new Status.Cancelled(recorded.At) },
            RolloutEvent.Superseded superseded => state with
            {
                Status = new Status.Superseded(recorded.At, superseded.By),
            },
            RolloutEvent.Abandoned => state with { Status = new Status.Abandoned(recorded.At) },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static Status.Final EndOf(ObservedEnd end, Instant at) =>
        end switch
        {
            ObservedEnd.Succeeded => new Status.ObservedSucceeded(at),
            ObservedEnd.RolledBack => new Status.ObservedRolledBack(at),
            ObservedEnd.TimedOut => new Status.ObservedTimedOut(at),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static TargetState Lost(TargetState target, RolloutEvent.RouterLost lost, Instant at) =>
        RouterFailures.Evolve(
            target,
            lost.Direction,
            new RouterFailure(lost.Kind, lost.Error, target.FailureOf(lost.Direction)?.Since ?? at),
            at
        );

    private static Rollout Entered(Rollout state, RolloutEvent.StepEntered entered, Instant at) =>
        PointEvolution.Entered(
            TargetEvolution.Aim(
                state with
                {
                    Position = entered.Position,
                    Step = StepState.Entered(at),
                    Checks = state
                        .Checks.Select(guard => CheckRunEvolution.AtStep(state, guard, entered.Position, at))
                        .ToValueList(),
                },
                entered.Traffic,
                at
            ),
            at
        );

    private static Rollout Completed(Rollout state, RolloutEvent.StepCompleted completed, RecordedEvent recorded)
    {
        var passed = state with
        {
            IsUnproven = state.IsUnproven || completed.Outcome is StepOutcome.Waived or StepOutcome.Undecided,
            Moves = MoveEvolution.Remember(state, $"the step was passed ({completed.Outcome})", recorded),
        };
        return TrafficPlan.GivesTraffic(state.Spec.Steps, completed.Position.Step)
            ? passed with
            {
                Epoch = state.Epoch + 1,
                Checks = passed.Checks.Select(guard => CheckRunEvolution.AfterShift(guard, recorded.At)).ToValueList(),
            }
            : passed;
    }

    private static Rollout Resumed(Rollout state, RolloutEvent.Resumed resumed, RecordedEvent recorded) =>
        TargetEvolution.Aim(
            PointEvolution.Resumed(state, recorded.At) with
            {
                Status = new Status.Running(),
                Position = resumed.Position,
                Moves = MoveEvolution.Remember(state, "it was resumed", recorded),
                Step = state.Step with { DeadlineFrom = recorded.At, RunsFrom = recorded.At },
                Checks = state.Checks.Select(guard => CheckRunEvolution.AfterPause(guard, recorded.At)).ToValueList(),
            },
            resumed.Traffic,
            recorded.At
        );
}
