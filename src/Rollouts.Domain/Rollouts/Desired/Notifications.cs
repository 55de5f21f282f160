using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Desired;

/// <summary>Derives the notifications of a state.</summary>
internal static class Notifications
{
    public static ValueList<Notification> Of(Rollout state) => [.. Said(state)];

    private static IEnumerable<Notification> Said(Rollout state)
    {
        var what = $"{state.Spec.Plan.Service} {state.Spec.Version} in {state.Spec.Plan.Environment}";
        if (state.Spec.Observes)
        {
            foreach (var notification in OfObserved(state, what))
            {
                yield return notification;
            }

            yield break;
        }

        if (state.BeganAt is not null)
        {
            yield return new Notification("began", NotificationKind.Began, $"{what} is on its way");
        }

        if (state.IsUnderWay && state.Instruction is Instruction.Approve approve)
        {
            yield return new Notification(
                $"approval {state.Position}",
                NotificationKind.ApprovalWanted,
                $"{what} waits for the yes of {approve.Count} of {string.Join(", ", approve.From)}"
            );
            foreach (var (number, voided) in state.Step.Voided.Index())
            {
                yield return new Notification(
                    $"voided {state.Position} {number + 1}",
                    NotificationKind.ApprovalWanted,
                    $"{what}: the approval of {voided.Person} does not count ({voided.Changed}); it waits "
                        + $"for the yes of {approve.Count} of {string.Join(", ", approve.From)}"
                );
            }

            for (var i = 0; i < state.Step.Escalated && i < approve.Escalations.Count; i++)
            {
                yield return new Notification(
                    $"escalation {state.Position} {i + 1}",
                    NotificationKind.Escalated,
                    $"{what} is not approved after {Spans.Say(approve.Escalations[i].After)}; it waits for the yes of "
                        + $"{approve.Count} of {string.Join(", ", approve.From)}"
                );
            }
        }
        else if (state.Status is Status.Running && state.BeganAt is not null)
        {
            yield return new Notification(
                $"step {state.Position}",
                NotificationKind.Step,
                $"{what} is at step {state.Position.Step} of wave {state.Position.Wave + 1}"
            );
        }

        foreach (var notification in Updates(state, what))
        {
            yield return notification;
        }

        if (state.Status is Status.Paused paused)
        {
            yield return new Notification(
                $"paused {paused.Since}",
                NotificationKind.Paused,
                $"{what} stands still ({paused.Kind})"
            );
        }

        if (state.Withheld is { } withheld)
        {
            yield return new Notification(
                $"withheld {withheld.Since} {withheld.TimesTold}",
                NotificationKind.RollbackWithheld,
                $"URGENT: {what} should go back, and is past its point of no return: {withheld.Because}. It is held. "
                    + "A person must roll it back (confirming that it is past the point) or resume it"
            );
        }

        if (state.Status is Status.RollingBack back)
        {
            yield return new Notification(
                "back",
                NotificationKind.GoingBack,
                $"{what} is taken back ({back.Reason}){RollbackText.Of(state)}"
            );
            foreach (var target in state.Targets.Where(target => target.Failure is not null && !target.IsThere))
            {
                yield return new Notification(
                    $"unreachable {target.Name} {target.Failure!.Since}",
                    NotificationKind.Unreachable,
                    $"{what} cannot be taken back on {target.Name}: {target.Failure.Error}"
                );
            }
        }

        if (state.IsFinal)
        {
            yield return new Notification(
                "ended",
                NotificationKind.Ended,
                $"{what} has ended: {state.Status.Name}{RollbackText.Of(state)}"
            );
        }
    }

    private static IEnumerable<Notification> OfObserved(Rollout state, string what)
    {
        yield return new Notification("began", NotificationKind.Began, $"{what} is observed; nothing is changed here");
        foreach (var would in state.WouldHaveActed)
        {
            yield return new Notification(
                $"would {would.Action}",
                NotificationKind.WouldHaveActed,
                $"{what} is only observed. At {would.Weight} it would have "
                    + $"{(would.Action == ObservedAction.Hold ? "paused for a person" : "gone back")}: {would.Because}"
            );
        }

        foreach (var notification in Outcomes(state, what))
        {
            yield return notification;
        }

        if (state.IsFinal)
        {
            yield return new Notification(
                "ended",
                NotificationKind.Ended,
                $"{what} is observed no more: {state.Status.Name}"
            );
        }
    }

    private static IEnumerable<Notification> Updates(Rollout state, string what)
    {
        if (!state.IsUnderWay || state.BeganAt is null)
        {
            return [];
        }

        return [.. Approvals(state, what), .. Outcomes(state, what)];
    }

    private static IEnumerable<Notification> Approvals(Rollout state, string what)
    {
        if (state.Instruction is Instruction.Approve && state.Step.Yeses.Count > 0)
        {
            yield return new Notification(
                $"approved {state.Position} {state.Step.Yeses.Count}",
                NotificationKind.Updated,
                $"{what} has {state.Step.Yeses.Count} approvals"
            );
        }
    }

    private static IEnumerable<Notification> Outcomes(Rollout state, string what) =>
        state
            .Checks.Where(check => check.Counts && check.HasAnswered && !state.IsFinal)
            .Select(check => new Notification(
                $"check {check.Name} {check.Outcome} {check.Since}",
                NotificationKind.Updated,
                $"{what}: check {check.Name} is {check.Outcome}"
            ));
}
