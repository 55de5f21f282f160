using Rollouts.Analysis;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Timeline;
using Rollouts.Integrations.Chat;

namespace Rollouts.Engine.Chat;

/// <summary>A rollout as a channel shows it.</summary>
internal static class RolloutCards
{
    public static ChatCard Of(Rollout state, RolloutStory story, EnvironmentPolicy? policy) =>
        new()
        {
            Rollout = state.Spec.Id,
            Version = state.Version,
            Position = state.Position.ToString(),
            Title = TitleOf(state),
            Status = Say(state),
            Tone = ToneOf(state),
            Share = state.BeganAt is null ? null : ShareOf(state),
            Evidence = state.Checks.Where(check => check.Counts && check.HasAnswered).Select(Say).ToValueList(),
            Notes = NotesOf(state).ToValueList(),
            Approval = ApprovalOf(state, story),
            Deadline = DeadlineOf(state),
            Decisions = story.Decisions,
            Actions = policy?.IsChatLinkOnly == true ? [] : ActionsOf(state).ToValueList(),
            Path = PathOf(state),
        };

    public static ChatDigestRow RowOf(Rollout state) => new(TitleOf(state), Say(state), PathOf(state));

    public static string TitleOf(Rollout state) =>
        $"{state.Spec.Plan.Service} {state.Spec.Version} in {state.Spec.Plan.Environment}";

    public static string PathOf(Rollout state) => $"dashboard/rollouts/{state.Spec.Id}";

    /// <summary>The largest share that any target shows, or was told.</summary>
    public static Weight ShareOf(Rollout state) =>
        state.Targets.Select(target => (target.Actual ?? target.Aim).Candidate).DefaultIfEmpty(Weight.Zero).Max();

    public static string Say(Rollout state) =>
        state.Status switch
        {
            Status.Queued => "It waits for its start.",
            Status.Running when state.Instruction is Instruction.Approve => "It waits for approval.",
            Status.Running => $"It is under way ({StatusSummary.Of(state)}).",
            Status.Paused when state.Withheld is { } withheld =>
                $"A rollback is due ({withheld.Because}) and it is past its point of no return. A person must decide.",
            Status.Observing when state.WouldHaveActed is [.., var would] =>
                $"It is only observed: another controller moves the weights. At {would.Weight} it would have "
                    + $"{(would.Action == ObservedAction.Hold ? "paused" : "gone back")}: {would.Because}.",
            Status.Observing => "It is only observed: another controller moves the weights.",
            Status.Paused paused => $"It is paused: {ReasonText.Of(paused.Kind)}.",
            Status.RollingBack back => $"It goes back to the old version: {ReasonText.Of(back.Reason)}.",
            Status.Succeeded { IsUnproven: true } => "It succeeded, unproven: a person waived a verdict.",
            Status.Succeeded => "It succeeded.",
            Status.RolledBack => "It was rolled back.",
            Status.Cancelled => "It was cancelled before any traffic moved.",
            Status.ObservedSucceeded => "Observed: the other controller gave it all traffic.",
            Status.ObservedRolledBack => "Observed: the other controller took its traffic back.",
            Status.ObservedTimedOut => "Observed for as long as the plan allows; both versions have traffic.",
            Status.Superseded => "A newer version took its place.",
            Status.Abandoned when state.Spec.Observes => "An administrator ended the observation.",
            Status.Abandoned => "It was abandoned; its weights are unknown here.",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static ChatTone ToneOf(Rollout state) =>
        state.Status switch
        {
            Status.Succeeded or Status.ObservedSucceeded => ChatTone.Succeeded,
            Status.Final => ChatTone.Ended,
            Status.Running when state.Instruction is Instruction.Approve => ChatTone.Waiting,
            _ when RolloutStory.NeedsPersonIn(state) => ChatTone.Alarming,
            _ => ChatTone.UnderWay,
        };

    private static IEnumerable<ChatAction> ActionsOf(Rollout state)
    {
        if (!state.IsUnderWay)
        {
            yield break;
        }

        if (state.Instruction is Instruction.Approve asked && !Approvals.IsComplete(state, asked))
        {
            yield return ChatAction.Approve;
            yield return ChatAction.Reject;
        }

        yield return state.Status is Status.Paused ? ChatAction.Resume : ChatAction.Pause;
        yield return ChatAction.RollBack;
    }

    private static IEnumerable<string> NotesOf(Rollout state)
    {
        if (PointOf(state) is { } point)
        {
            yield return point;
        }

        if (state.IsFinal)
        {
            yield break;
        }

        foreach (var voided in state.Step.Voided)
        {
            yield return $"The approval of {voided.Person} does not count: {voided.Changed}";
        }

        foreach (var ahead in state.Ahead.Where(ahead => !ahead.IsPendingAt(state.Position)))
        {
            yield return $"{ahead.By} approved step {ahead.Of} ahead, valid until {ahead.ValidUntil}";
        }
    }

    /// <summary>On which side of its point of no return the rollout is; null if its plan has none.</summary>
    private static string? PointOf(Rollout state) =>
        state.PassedPoint is { } passed ? $"Past its point of no return: {passed.Because}"
        : state.Spec.Steps.PointOfNoReturn is { } ahead ? $"Before its point of no return: {ahead.Because}"
        : null;

    private static ChatApproval? ApprovalOf(Rollout state, RolloutStory story) =>
        state.IsUnderWay && state.Instruction is Instruction.Approve asked
            ? new ChatApproval(asked.From, Approvals.Needed(state.Spec, asked), story.Approvers)
            : null;

    private static ChatDeadline? DeadlineOf(Rollout state) =>
        (state.Status, state.Instruction) switch
        {
            (Status.Running or Status.Paused, Instruction.Approve or Instruction.Gate)
                when state.PassedPoint is not null => AnswerDue(state, "without an answer it is held for a person"),
            (Status.Running or Status.Paused, Instruction.Approve { Otherwise: TimeOutAction.RollBack }) => AnswerDue(
                state,
                "without an answer it rolls back"
            ),
            (Status.Running or Status.Paused, Instruction.Gate { Otherwise: TimeOutAction.RollBack }) => AnswerDue(
                state,
                "without an answer of the gate it rolls back"
            ),
            (Status.Running or Status.Paused, Instruction.Approve or Instruction.Gate) => AnswerDue(
                state,
                "without an answer it is held for a person"
            ),
            (Status.Paused, _) when state.PassedPoint is not null => null,
            (Status.Paused paused, _) => new ChatDeadline(
                paused.Since + state.Spec.Plan.Limits.PausedAtMost,
                "it rolls back unless a person resumes it"
            ),
            (Status.Running, Instruction.Verify verify) => new ChatDeadline(
                state.Step.DeadlineFrom + verify.AtMost,
                "the step ends at the latest"
            ),
            _ => null,
        };

    private static ChatDeadline AnswerDue(Rollout state, string then) =>
        new(state.Step.DeadlineFrom + state.Instruction.Longest, then);

    private static string Say(CheckRun check)
    {
        var outcome = check.Outcome switch
        {
            CheckOutcome.Watching => "watching",
            CheckOutcome.Healthy => "healthy",
            CheckOutcome.Breach => "BREACHED",
            CheckOutcome.NoData => "no data",
            CheckOutcome.SourceFailed => "its source fails",
            CheckOutcome.SharedIncident => "the old version is as bad",
            CheckOutcome.Misrouted => "MISROUTED",
            CheckOutcome.NotApplicable => "not applicable",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return check.Evidence is { } evidence
            ? $"{check.Name}: {outcome}. {evidence.Sentence}"
            : $"{check.Name}: {outcome}";
    }
}
