using Rollouts.Analysis;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Tests.Rollouts.Properties;

/// <summary>The rules of the verdicts that full traffic waits for, and of those that a rollback does not.</summary>
internal static class VerdictRules
{
    public static string? Heard(History history, Turn turn)
    {
        var course = turn.After.Spec.Steps.Instructions;
        var full = turn.Records.FirstOrDefault(line =>
            line.Event is RolloutEvent.StepEntered { Position.Step: var step }
            && course[step] is Instruction.Shift shift
            && shift.To == Weight.Full
        );
        if (full is null)
        {
            return null;
        }

        // The story backwards, from that shift to the end of the step that last changed who has traffic.
        var since = history
            .Story.Reverse()
            .SkipWhile(line => !ReferenceEquals(line, full))
            .TakeWhile(line => !ChangesTraffic(line, course))
            .ToList();
        var changed = history.Story.Reverse().SkipWhile(line => !ReferenceEquals(line, full)).Skip(since.Count).First();
        var isWaived = since.Any(line =>
            line.Event is RolloutEvent.StepCompleted { Outcome: StepOutcome.Waived or StepOutcome.Undecided }
        );
        var before = changed.Event is RolloutEvent.StepCompleted { Position.Step: var last } ? course[last] : course[0];
        if (isWaived || before is Instruction.Ready)
        {
            return null;
        }

        var wave = ((RolloutEvent.StepEntered)full.Event).Position.Wave;
        return turn
            .After.Checks.Where(guard => guard.Counts && !guard.Check.IsOfRouter)
            .Where(guard => guard.Target is null || guard.Wave == wave)
            .Where(guard => WatchesBefore(guard, course.Take(((RolloutEvent.StepEntered)full.Event).Position.Step)))
            .Where(guard => before is Instruction.Shift || !guard.Check.IsRelative)
            .Where(guard => !since.Any(line => IsHealthy(line, guard)))
            .Select(guard => $"wave {wave} gets 100 %, and '{guard.Name}' was not healthy since {before}")
            .FirstOrDefault();
    }

    /// <summary>What rolls back without the check of the share rolls back with it, at the same input.</summary>
    public static string? NoDelay(History history, Turn turn)
    {
        // Before the start nothing has to go back, and the share may keep a start waiting.
        if (turn.Before.Status is Status.Queued)
        {
            return null;
        }

        var without = turn.Before with
        {
            Checks = turn.Before.Checks.Where(guard => !guard.Check.IsOfRouter).ToValueList(),
        };
        return
            Decider.Decide(without, turn.Input, turn.Now) is Decision.Accepted { State: { } free }
            && IsBack(free)
            && !IsBack(turn.After)
            ? $"without the check of the share it is {free.Status.Name}, and with it {turn.After.Status.Name}"
            : null;
    }

    private static bool IsBack(Rollout state) =>
        state.Status is Status.RollingBack or Status.RolledBack or Status.Superseded or Status.Cancelled;

    /// <summary>Whether the part of a check has begun before the shift to 100 % and goes on behind it.</summary>
    private static bool WatchesBefore(CheckRun guard, IEnumerable<Instruction> steps)
    {
        var names = steps.Select(instruction => instruction.Name).ToList();
        return (guard.Check.From is not { } from || names.Contains(from))
            && (guard.Check.Until is not { } until || !names.Contains(until));
    }

    private static bool IsHealthy(RecordedEvent line, CheckRun guard) =>
        line.Event is RolloutEvent.VerdictChanged { Verdict.Outcome: CheckOutcome.Healthy } verdict
        && guard.IsOf(verdict.Check, verdict.Target);

    private static bool ChangesTraffic(RecordedEvent line, ValueList<Instruction> course) =>
        line.Event is RolloutEvent.Began
        || (
            line.Event is RolloutEvent.StepCompleted { Position.Step: var step }
            && (
                course[step] is Instruction.Shift or Instruction.Ready
                || (
                    course[step] is Instruction.Route
                    && !course.Take(step).Any(instruction => instruction is Instruction.Shift)
                )
            )
        );
}
