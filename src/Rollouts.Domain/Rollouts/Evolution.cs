using Rollouts.Analysis;
using Rollouts.Domain.Plans.Checks;
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
            Status = new Status.Queued([new Blocker.NotLooked()]),
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
            RolloutEvent.VerdictChanged verdict => Judged(state, verdict, recorded.At),
            RolloutEvent.EvidenceRenewed renewed => Renewed(state, renewed, recorded.At),
            RolloutEvent.Approved => state with
            {
                Step = state.Step with { Yeses = state.Step.Yeses.Add(recorded.By.Id) },
                Moves = MoveEvolution.Remember(state, "it was approved", recorded),
            },
            RolloutEvent.Rejected => state with { Step = state.Step with { Yeses = [] } },
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
            },
            RolloutEvent.RollbackWithheld withheld => PointEvolution.Withheld(state, withheld, recorded),
            RolloutEvent.StoreWentBack back => TargetEvolution.Doubt(state, back.Hold, recorded.At) with
            {
                Hold = back.Hold,
                WentBack = back.Hold,
            },
            RolloutEvent.HoldReleased => HoldEvolution.Release(state, recorded.At),
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
                Checks = passed.Checks.Select(guard => AfterShift(guard, recorded.At)).ToValueList(),
            }
            : passed;
    }

    // A check that was healthy at the old weight must be healthy again at the new one. A comparison that broke but was
    // outvoted is repeated, too.
    private static CheckRun AfterShift(CheckRun guard, Instant at) =>
        guard.Outcome == CheckOutcome.Healthy || guard is { Outcome: CheckOutcome.Breach, Check.Judge: Judge.Compare }
            ? guard with
            {
                Outcome = CheckOutcome.Watching,
                Since = at,
            }
            : guard;

    private static Rollout Judged(Rollout state, RolloutEvent.VerdictChanged verdict, Instant at) =>
        ChangeGuard(
            state,
            verdict.Check,
            verdict.Target,
            guard =>
                guard with
                {
                    Outcome = verdict.Verdict.Outcome,
                    Evidence = verdict.Verdict.Evidence,
                    Since = guard.Outcome == verdict.Verdict.Outcome ? guard.Since : at,
                    HasAnswered = guard.HasAnswered || verdict.Verdict.Outcome != CheckOutcome.SourceFailed,
                }
        );

    private static Rollout Renewed(Rollout state, RolloutEvent.EvidenceRenewed renewed, Instant at) =>
        ChangeGuard(
            state with
            {
                IsUnproven = true,
            },
            renewed.Check,
            renewed.Target,
            guard => guard with { Outcome = CheckOutcome.Watching, Since = at, Generation = renewed.Generation }
        );

    private static Rollout Resumed(Rollout state, RolloutEvent.Resumed resumed, RecordedEvent recorded) =>
        TargetEvolution.Aim(
            PointEvolution.Resumed(state, recorded.At) with
            {
                Status = new Status.Running(),
                Position = resumed.Position,
                Moves = MoveEvolution.Remember(state, "it was resumed", recorded),
                Step = state.Step with { DeadlineFrom = recorded.At, RunsFrom = recorded.At },
                Checks = state.Checks.Select(guard => AfterPause(guard, recorded.At)).ToValueList(),
            },
            resumed.Traffic,
            recorded.At
        );

    // The person who resumes the rollout has seen that data was missing, so the check gets its time limit anew.
    private static CheckRun AfterPause(CheckRun guard, Instant at) =>
        guard.Outcome is CheckOutcome.NoData or CheckOutcome.SourceFailed ? guard with { Since = at } : guard;

    private static Rollout ChangeGuard(
        Rollout state,
        CheckName check,
        TargetName? target,
        Func<CheckRun, CheckRun> change
    )
    {
        for (var i = 0; i < state.Checks.Count; i++)
        {
            if (state.Checks[i].IsOf(check, target))
            {
                return state with { Checks = state.Checks.Replace(i, change(state.Checks[i])) };
            }
        }

        return state;
    }
}
