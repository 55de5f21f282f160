using Rollouts.Analysis;
using Rollouts.Api.Dashboard.Charts;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Timeline;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>The sentences of a rollout's page: the current traffic, the next change, and the reason.</summary>
internal static class RolloutWords
{
    /// <summary>The previous version, or its backend if the version is unknown.</summary>
    public static string Before(Rollout state) =>
        state.Targets[0].Spec is var target && target.StableVersion is { } version
            ? version.Value
            : target.Stable.Value;

    /// <summary>The largest share that a target of the current wave shows, or was set to.</summary>
    public static Weight Served(Rollout state) =>
        state.Targets.Select(target => (target.Actual ?? target.Aim).Candidate).DefaultIfEmpty(Weight.Zero).Max();

    /// <param name="rising">The check with rising evidence; null for none.</param>
    public static string Headline(Rollout state, string? rising)
    {
        var what = $"{state.Spec.Plan.Service} {state.Spec.Version}";
        var where = state.Spec.Plan.Environment;
        return state.Status switch
        {
            Status.Queued => $"{what} waits for its start in {where}.",
            Status.RollingBack back => $"{what} goes back to {Before(state)} in {where}: {ReasonText.Of(back.Reason)}.",
            Status.Succeeded { IsUnproven: true } =>
                $"{what} serves all of {where}, unproven: a person waived a verdict.",
            Status.Succeeded => $"{what} serves all of {where}. It succeeded.",
            Status.RolledBack => $"{what} was rolled back. {Before(state)} serves all of {where}.",
            Status.Cancelled => $"{what} was cancelled before any traffic moved in {where}.",
            Status.Observing =>
                $"{what} is only observed. Another controller gives it {Words.Percent(Served(state))} of {where}.",
            Status.ObservedSucceeded => $"{what} was only observed. Another controller gave it all of {where}.",
            Status.ObservedRolledBack => $"{what} was only observed. Another controller took it back in {where}.",
            Status.ObservedTimedOut => $"{what} was only observed, for as long as its plan allows, in {where}.",
            Status.Superseded => $"{what} made way for a newer version in {where}.",
            Status.Abandoned when state.Spec.Observes =>
                $"{what} was only observed, until an administrator ended that, in {where}.",
            Status.Abandoned => $"{what} was abandoned. The weights in {where} are unknown here.",
            Status.Paused paused =>
                $"{what} is paused at {Words.Percent(Served(state))} of {where}: {ReasonText.Of(paused.Kind)}.",
            Status.Running => $"{what} serves {Words.Percent(Served(state))} of {where}{Condition(state, rising)}.",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The next change and its time; empty if none happens by time.</summary>
    public static IEnumerable<string> Detail(Rollout state, PageClock clock, string? ended)
    {
        if (ended is not null)
        {
            yield return ended;
        }

        if (
            state.IsUnderWay
            && state.Checks.FirstOrDefault(check => check.Outcome == CheckOutcome.Misrouted) is { } wrong
        )
        {
            yield return $"The router misroutes ({wrong.Name}): {wrong.Evidence?.Sentence}. Comparisons with the "
                + "baseline stay valid, because they count the served requests.";
        }

        foreach (var sentence in state.IsFinal ? [] : ChosenTraffic(state))
        {
            yield return sentence;
        }

        foreach (var would in state.WouldHaveActed)
        {
            yield return $"At {clock.Time(would.At)}, at {Words.Percent(would.Weight)}, it would have "
                + (would.Action == ObservedAction.Hold ? "paused for a person" : "gone back")
                + $" here: {would.Because}.";
        }

        foreach (var blocker in Standstill.Of(state).Take(3))
        {
            yield return Sentence(blocker);
        }

        if (Next(state, clock) is { } next)
        {
            yield return next;
        }
    }

    /// <summary>On which side of its point of no return the rollout is; null if its plan has none.</summary>
    public static NoteView? PointOfNoReturn(Rollout state, PageClock clock) =>
        (state.PassedPoint, state.Withheld) switch
        {
            ({ } passed, { } withheld) => new NoteView(
                "bad",
                "A rollback is due, past the point of no return",
                $"{Sentence(withheld.Because)} It is held since {clock.Short(withheld.Since)}, and nothing goes back "
                    + $"by itself: {passed.Because}. Roll it back with the confirmation, or resume it."
            ),
            ({ } passed, null) => new NoteView(
                "rise",
                $"Past the point of no return since {clock.Short(passed.At)}",
                $"{Sentence(passed.Because)} Nothing goes back by itself any more; a newer version waits."
            ),
            (null, _) when !state.IsFinal && state.Spec.Steps.PointOfNoReturn is { } ahead => new NoteView(
                "run",
                "Before the point of no return",
                $"{Sentence(ahead.Because)} Until it is passed, a breach, an alarm or a limit still takes it back."
            ),
            _ => null,
        };

    /// <summary>The traffic that the candidate gets beside its weight.</summary>
    private static IEnumerable<string> ChosenTraffic(Rollout state)
    {
        var aim = state.Targets[0].Aim;
        if (!aim.Matches.IsEmpty)
        {
            yield return $"Requests with {string.Join(" or ", aim.Matches)} go to {state.Spec.Version}.";
        }

        if (aim.Mirror > Weight.Zero)
        {
            var copies = $"copies of {Words.Percent(aim.Mirror)} of the requests";
            yield return $"{state.Spec.Version} gets {copies}. No customer sees their answers.";
        }
    }

    /// <summary>The next step, in the words of people.</summary>
    public static string AfterThis(Rollout state) => AfterStep(state, state.Position.Step);

    /// <summary>What follows a step, in the words of people.</summary>
    public static string AfterStep(Rollout state, int step)
    {
        var steps = state.Spec.Steps.Instructions;
        for (var i = step + 1; i < steps.Count; i++)
        {
            switch (steps[i])
            {
                case Instruction.Shift shift:
                    return Words.Percent(shift.To);
                case Instruction.Approve approve:
                    return $"approval by {string.Join(" or ", approve.From)}";
                case Instruction.Gate:
                    return "the gate";
                case Instruction.PointOfNoReturn when state.PassedPoint is null:
                    return "the point of no return";
            }
        }

        return state.Position.Wave + 1 < state.Spec.Waves ? "the next wave" : "the end";
    }

    public static string Step(Rollout state) =>
        state.Instruction switch
        {
            Instruction.Ready => "getting ready",
            Instruction.Shift shift => $"shifting to {Words.Percent(shift.To)}",
            Instruction.Hold hold => $"holding for {Words.Span(hold.For)}",
            Instruction.Verify => "verifying",
            Instruction.Approve => "waiting for approval",
            Instruction.Gate => "waiting for the gate",
            Instruction.Route => "routing by header",
            Instruction.Mirror => "mirroring",
            Instruction.PointOfNoReturn => "passing the point of no return",
            Instruction.Bake => "baking at 100\u00A0%",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Makes a sentence of words: with a capital and a full stop.</summary>
    public static string Sentence(string words) =>
        words.Length == 0 ? words : $"{char.ToUpperInvariant(words[0])}{words[1..]}{(words[^1] == '.' ? "" : ".")}";

    private static string Condition(Rollout state, string? rising)
    {
        var counted = state.Checks.Where(check => check.Counts).ToList();
        if (counted.Find(check => check.Outcome == CheckOutcome.Breach) is { } broken)
        {
            return $". {broken.Name} is breached";
        }

        if (counted.Find(check => check.Outcome == CheckOutcome.Misrouted) is { } misrouted)
        {
            return $". The router misroutes: {misrouted.Evidence?.Sentence}";
        }

        if (rising is not null)
        {
            return $". The evidence against it rises in {rising}";
        }

        return state.Instruction is Instruction.Approve ? " and waits for approval"
            : counted.Find(check => check.Outcome is CheckOutcome.NoData or CheckOutcome.SourceFailed) is { } silent
                ? $". {silent.Name} has nothing to say"
            : counted.Count > 0
            && counted.TrueForAll(check => check.Check.IsOfRouter || check.Outcome == CheckOutcome.Healthy)
                ? ". Every check is healthy"
            : "";
    }

    private static string? Next(Rollout state, PageClock clock)
    {
        var due = DesiredState.Of(state, state.LastAt).Deadline;
        var at = due is { } moment ? clock.Short(moment) : null;
        return state.Status switch
        {
            Status.Queued => at is null ? null : $"It is cancelled at {at} if it has not started by then.",
            Status.Paused when state.PassedPoint is not null => "It stands until a person resumes it or rolls it back.",
            Status.Paused => at is null ? null : $"At {at} it goes back by itself unless a person resumes it.",
            Status.Running => state.Instruction switch
            {
                Instruction.Approve approve => $"{approve.Count} of {string.Join(" or ", approve.From)} must say yes"
                    + (at is null ? "." : $" by {at}; without an answer it {Otherwise(state, approve.Otherwise)}."),
                Instruction.Gate gate => $"It waits for {gate.Ask}"
                    + (at is null ? "." : $" until {at}; without an answer it {Otherwise(state, gate.Otherwise)}."),
                Instruction.Verify verify => Earliest(state, clock, verify.Shortest)
                    + $" if every check is healthy by then, at {clock.Time(state.Step.DeadlineFrom + verify.AtMost)} "
                    + "at the latest.",
                Instruction.Hold hold => Earliest(state, clock, hold.For) + ".",
                Instruction.Bake bake when state.PassedPoint is not null => Earliest(state, clock, bake.For)
                    + ". A breach holds it for a person until then.",
                Instruction.Bake bake => Earliest(state, clock, bake.For) + ". A breach goes back at once until then.",
                _ => null,
            },
            _ => null,
        };
    }

    private static string Earliest(Rollout state, PageClock clock, TimeSpan shortest)
    {
        var next = Sentence(AfterThis(state)).TrimEnd('.');
        return state.Step.RunsFrom is { } from
            ? $"{next} follows at {clock.Time(from + (shortest - state.Step.Ran))}"
            : $"{next} follows";
    }

    private static string Otherwise(Rollout state, TimeOutAction action) =>
        action == TimeOutAction.RollBack && state.PassedPoint is null ? "rolls back" : "is held for a person";
}
