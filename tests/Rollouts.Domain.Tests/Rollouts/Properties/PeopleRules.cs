using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Tests.Rollouts.Properties;

/// <summary>The rules of the decisions that persons make: approvals, and the point of no return.</summary>
internal static class PeopleRules
{
    public static string? PastThePoint(History history, Turn turn)
    {
        if (turn.Before is not { PassedPoint: not null, IsUnderWay: true })
        {
            return null;
        }

        if (turn.Events<RolloutEvent.RollbackStarted>().Any())
        {
            return turn.Input is Command.RollBack { PastPointOfNoReturn: true, Reason.Length: > 0 }
                ? null
                : $"it goes back past the point, for {turn.Input}";
        }

        // Less traffic on the router is a rollback by hand, which is never overruled.
        var lowered = turn
            .Before.Targets.Zip(turn.After.Targets)
            .Where(pair => pair.Second.Aim.Candidate < pair.First.Aim.Candidate)
            .Select(pair => pair.First.Name)
            .Except(turn.Events<RolloutEvent.DriftedDown>().Select(drift => drift.Target));
        return lowered.Any() ? "a weight was lowered past the point" : null;
    }

    public static string? Withheld(History history, Turn turn)
    {
        var state = turn.After;
        if (state.Withheld is not { } withheld)
        {
            return null;
        }

        if (state.PassedPoint is null || state.Status is not Status.Paused)
        {
            return $"a rollback is withheld and the rollout is {state.Status.Name}";
        }

        return turn.Now >= withheld.ToldAt + PlanDefaults.RemindEvery ? "people were not told again"
            : !DesiredState
                .Of(state, turn.Now)
                .Notifications.Any(notice => notice.Kind == NotificationKind.RollbackWithheld)
                ? "people are not told"
            : null;
    }

    public static string? Approvals(History history, Turn turn)
    {
        if (turn.After.Step.Yeses.DistinctBy(by => by.Id).Count() < turn.After.Step.Yeses.Count)
        {
            return "one person counts twice";
        }

        if (
            turn.Input is Observation.ApproversRead last
            && last.Asked == turn.After.Position
            && turn.After.Step.Yeses.FirstOrDefault(by =>
                last.Persons.Any(one => one.Person == by.Id && !one.MayApprove)
            )
                is { } lost
        )
        {
            return $"the yes of {lost} counts, who may not approve any more";
        }

        foreach (var (before, line, _) in turn.Lines())
        {
            if (line.Event is not RolloutEvent.Approved || turn.Input is not Observation.ApproversRead read)
            {
                continue;
            }

            var asked = (Instruction.Approve)before.Instruction;
            if (before.PromotedBy?.Id == line.By.Id && before.Ahead.All(ahead => ahead.By.Id != line.By.Id))
            {
                // A promotion passes the step in the same turn, with the rights of now.
                if (
                    read.Persons.FirstOrDefault(person => person.Person == line.By.Id) is not { MayApprove: true } now
                    || !now.Groups.Any(asked.From.Contains)
                )
                {
                    return $"the promotion of {line.By} answers a step, who may not approve it any more";
                }

                continue;
            }

            var standing = read.Persons.First(person => person.Person == line.By.Id);
            var given = before.Ahead.FirstOrDefault(ahead =>
                ahead.By.Id == line.By.Id && ahead.Of.Includes(before.Position)
            );
            var entered = history.Story.Last(one =>
                one.Event is RolloutEvent.StepEntered step
                && (step.Position.Wave, step.Position.Step) == (before.Position.Wave, before.Position.Step)
            );
            if (given is null || given.ValidUntil <= entered.At || !standing.MayApprove)
            {
                return $"the yes of {line.By} counts, and it was not given, is over, or is no approver's any more";
            }

            if (!standing.Groups.Any(asked.From.Contains))
            {
                return $"the yes of {line.By} counts, who is in none of the groups any more";
            }

            if (asked.NotByAuthor && before.Spec.Authors.Any(author => author.Id == line.By.Id))
            {
                return $"the yes of {line.By} counts, who is an author";
            }

            if (history.Story.SkipWhile(one => one != entered).Any(one => IsVoided(one, line.By.Id)))
            {
                return $"the yes of {line.By} counts after it was voided";
            }
        }

        return null;
    }

    private static bool IsVoided(RecordedEvent line, ActorId person) =>
        line.Event is RolloutEvent.ApprovalVoided voided && voided.Of == person;
}
