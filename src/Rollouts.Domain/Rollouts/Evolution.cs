using Rollouts.Domain.Analysis;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts;

/// <summary>
/// Makes the next state of what happened. It decides nothing: whatever an event says has happened, and a stream
/// that was written yesterday means today what it meant then.
/// </summary>
public static class Evolution
{
    public static Rollout Evolve(Rollout? state, Happening happening)
    {
        if (happening.Event is RolloutEvent.Opened opened)
        {
            return Opening(opened.Terms, happening);
        }

        var next = Apply(
            state ?? throw new InvalidOperationException("A rollout begins by being opened."),
            happening.Event,
            happening
        );
        return next with
        {
            LastAt = happening.At,
            Version = state.Version + 1,
            Handled = WithCommand(state.Handled, happening),
        };
    }

    private static Rollout Opening(Terms terms, Happening happening) =>
        new()
        {
            Terms = terms,
            Status = new Status.Queued([new Obstacle.NotLooked()]),
            Targets = Untouched(terms.Targets),
            Guards = terms
                .Watched()
                .Select(watched => new Guard
                {
                    Check = watched.Check,
                    Target = watched.Target,
                    Wave = terms.Targets.FirstOrDefault(target => target.Name == watched.Target)?.Wave ?? 0,
                    Since = happening.At,
                })
                .ToValueList(),
            Step = StepState.Entered(happening.At),
            OpenedAt = happening.At,
            LastAt = happening.At,
            Handled = WithCommand([], happening),
            Version = 1,
        };

    private static ValueList<TargetState> Untouched(ValueList<TargetTerms> targets) =>
        targets.Select(target => new TargetState { Terms = target, Ours = [Weight.Zero] }).ToValueList();

    // What was seen and judged so far was seen of backends that it has nothing to do with any more.
    private static Rollout OnOtherBackends(Rollout state, ValueList<TargetTerms> targets, Instant at) =>
        state with
        {
            Terms = state.Terms with { Targets = targets },
            Targets = Untouched(targets),
            Guards = state
                .Guards.Select(guard =>
                    guard with
                    {
                        Standing = Standing.Watching,
                        Evidence = null,
                        Since = at,
                        Generation = guard.Generation + 1,
                        HasAnswered = false,
                    }
                )
                .ToValueList(),
        };

    private static ValueList<HandledCommand> WithCommand(ValueList<HandledCommand> handled, Happening happening) =>
        happening.Cause.Key is { } key
        && new HandledCommand(happening.By.Id, key, happening.Cause.What) is var command
        && !handled.Contains(command)
            ? handled.Add(command)
            : handled;

    private static Rollout Apply(Rollout state, RolloutEvent happened, Happening happening) =>
        happened switch
        {
            RolloutEvent.Opened => throw new InvalidOperationException("A rollout is opened once."),
            RolloutEvent.WayChanged way => state with { Status = new Status.Queued(way.Obstacles) },
            RolloutEvent.BackendsChanged changed => OnOtherBackends(state, changed.Targets, happening.At),
            RolloutEvent.Began => state with { Status = new Status.Running(), BeganAt = happening.At },
            RolloutEvent.StepEntered entered => Entered(state, entered, happening.At),
            RolloutEvent.StepCompleted completed => Completed(state, completed, happening),
            RolloutEvent.TrafficSeen seen => TargetEvolution.Saw(state, seen.Target, seen.Seen, happening.At),
            RolloutEvent.TrafficApplied applied => TargetEvolution.Change(
                state,
                applied.Target,
                target =>
                    target with
                    {
                        Applied = applied.Traffic,
                        AwaitsNews = target.AwaitsNews && target.Terms.ReadsBack,
                    },
                happening.At
            ),
            RolloutEvent.RouterLost lost => TargetEvolution.Change(
                state,
                lost.Target,
                target => Lost(target, lost, happening.At),
                happening.At
            ),
            RolloutEvent.RouterFound found => TargetEvolution.Change(
                state,
                found.Target,
                target => RouterFailures.Evolve(target, found.Direction, trouble: null, happening.At),
                happening.At
            ),
            RolloutEvent.DriftedDown drift => TargetEvolution.Yield(state, drift.Target, drift.Seen, happening.At),
            RolloutEvent.DriftedUp drift => TargetEvolution.Change(
                state,
                drift.Target,
                target => target with { CorrectedAt = happening.At, Ours = target.Ours.Add(drift.Seen) },
                happening.At
            ),
            RolloutEvent.VerdictChanged verdict => Judged(state, verdict, happening.At),
            RolloutEvent.EvidenceRenewed renewed => Renewed(state, renewed, happening.At),
            RolloutEvent.Approved => state with
            {
                Step = state.Step with { Yeses = state.Step.Yeses.Add(happening.By.Id) },
            },
            RolloutEvent.Rejected => state with { Step = state.Step with { Yeses = [] } },
            RolloutEvent.GateOpened => state with { Step = state.Step with { GateSaidYes = true } },
            RolloutEvent.GateRefused => state with { Step = state.Step with { GateSaidYes = false } },
            RolloutEvent.AlarmRang rang => state with { AlarmsRinging = state.AlarmsRinging.Add(rang.Alarm) },
            RolloutEvent.AlarmCeased ceased => state with
            {
                AlarmsRinging = state.AlarmsRinging.Where(alarm => alarm != ceased.Alarm).ToValueList(),
            },
            RolloutEvent.FreezesChanged freezes => state with { FreezesInForce = freezes.InForce },
            RolloutEvent.Promoted => state with { PromotedBy = happening.By },
            RolloutEvent.Paused paused => state with
            {
                Status = new Status.Paused(paused.Kind, happening.At),
                Step = state.Step with { Ran = state.Step.RunBy(happening.At), RunsFrom = null },
            },
            RolloutEvent.Resumed resumed => Resumed(state, resumed, happening),
            RolloutEvent.WayBackBegan back => TargetEvolution.TakeBack(state, back.Traffic, happening.At) with
            {
                Status = new Status.RollingBack(back.Kind, happening.At, back.SupersededBy),
            },
            RolloutEvent.StoreWentBack back => TargetEvolution.Doubt(state, back.Hold, happening.At) with
            {
                Hold = back.Hold,
                WentBack = back.Hold,
            },
            RolloutEvent.HoldReleased => HoldEvolution.Release(state, happening.At),
            RolloutEvent.Succeeded succeeded => state with
            {
                Status = new Status.Succeeded(happening.At, succeeded.IsUnproven),
            },
            RolloutEvent.RolledBack => state with { Status = new Status.RolledBack(happening.At) },
            RolloutEvent.Cancelled => state with { Status = new Status.Cancelled(happening.At) },
            RolloutEvent.Superseded superseded => state with
            {
                Status = new Status.Superseded(happening.At, superseded.By),
            },
            RolloutEvent.Abandoned => state with { Status = new Status.Abandoned(happening.At) },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static TargetState Lost(TargetState target, RolloutEvent.RouterLost lost, Instant at) =>
        RouterFailures.Evolve(
            target,
            lost.Direction,
            new Trouble(lost.Kind, lost.Error, target.TroubleOf(lost.Direction)?.Since ?? at),
            at
        );

    private static Rollout Entered(Rollout state, RolloutEvent.StepEntered entered, Instant at) =>
        TargetEvolution.Aim(
            state with
            {
                Position = entered.Position,
                Step = StepState.Entered(at),
            },
            entered.Traffic,
            at
        );

    private static Rollout Completed(Rollout state, RolloutEvent.StepCompleted completed, Happening happening)
    {
        var passed = state with
        {
            IsUnproven = state.IsUnproven || completed.Passing is Passing.Waived or Passing.Undecided,
            Moves = Remember(state, $"the step was passed ({completed.Passing})", happening),
        };
        return GivesTraffic(state.Terms.Course, completed.Position.Step)
            ? passed with
            {
                Epoch = state.Epoch + 1,
                Guards = passed.Guards.Select(guard => AfterShift(guard, happening.At)).ToValueList(),
            }
            : passed;
    }

    // A preview is the candidate's first traffic, so a judge must hear of it as it hears of a shift.
    private static bool GivesTraffic(Course course, int step) =>
        course.Instructions[step] switch
        {
            Instruction.Shift => true,
            Instruction.Route => Courses.TrafficAt(course, step).Candidate == Weight.Zero,
            _ => false,
        };

    // What was healthy at the old weight has to show it again at the new one.
    // A comparison that broke and was outvoted is made once more, too.
    private static Guard AfterShift(Guard guard, Instant at) =>
        guard.Standing == Standing.Healthy || guard is { Standing: Standing.Breach, Check.Judge: Judge.Compare }
            ? guard with
            {
                Standing = Standing.Watching,
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
                    Standing = verdict.Verdict.Standing,
                    Evidence = verdict.Verdict.Evidence,
                    Since = guard.Standing == verdict.Verdict.Standing ? guard.Since : at,
                    HasAnswered = guard.HasAnswered || verdict.Verdict.Standing != Standing.SourceFailed,
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
            guard => guard with { Standing = Standing.Watching, Since = at, Generation = renewed.Generation }
        );

    private static Rollout Resumed(Rollout state, RolloutEvent.Resumed resumed, Happening happening) =>
        TargetEvolution.Aim(
            state with
            {
                Status = new Status.Running(),
                Position = resumed.Position,
                Moves = Remember(state, "it was resumed", happening),
                Step = state.Step with { DeadlineFrom = happening.At, RunsFrom = happening.At },
                Guards = state.Guards.Select(guard => AfterPause(guard, happening.At)).ToValueList(),
            },
            resumed.Traffic,
            happening.At
        );

    private static ValueList<Move> Remember(Rollout state, string what, Happening happening)
    {
        var moves = state.Moves.Add(new Move(state.Position, what, happening.By.Name, happening.At));
        return moves.Count > Rollout.MovesKept ? moves.Skip(1).ToValueList() : moves;
    }

    // Whoever lets it go on has seen the silence; it gets its time anew.
    private static Guard AfterPause(Guard guard, Instant at) =>
        guard.Standing is Standing.NoData or Standing.SourceFailed ? guard with { Since = at } : guard;

    private static Rollout ChangeGuard(Rollout state, CheckName check, TargetName? target, Func<Guard, Guard> change)
    {
        for (var i = 0; i < state.Guards.Count; i++)
        {
            if (state.Guards[i].IsOf(check, target))
            {
                return state with { Guards = state.Guards.Replace(i, change(state.Guards[i])) };
            }
        }

        return state;
    }
}
