namespace Rollouts.Domain.Rollouts;

/// <summary>Every reason why a command is refused, each with its code and its facts.</summary>
internal static class RolloutRefusals
{
    /// <summary>Rollbacks and returns share the code, so that one caller handles both alike.</summary>
    public const string PastThePointCode = "rollout.past-the-point";

    /// <summary>What a refused caller has to send.</summary>
    public const string Confirm =
        "to go back all the same, send 'pastPointOfNoReturn: true' with the reason of a person who accepts that";

    public static Decision.Refused AlreadyFinal(Rollout state) =>
        new("rollout.already-final", $"this rollout has ended: {state.Status.Name} at {state.LastAt}");

    public static Decision.Refused ObservesOnly(Inputs.Command command) =>
        new(
            "rollout.observes-only",
            $"this rollout is only observed: another controller moves the weights, and '{command.Kind}' has no effect "
                + "here; use that controller"
        );

    public static Decision.Refused KeyReused(Inputs.Command command) =>
        new(
            "rollout.key-reused",
            $"{command.By} has used the key '{command.Key}' for another command of this rollout; send '{command.Kind}' "
                + "again with a key of its own"
        );

    public static Decision.Refused PositionPassed(Position seen, Rollout state)
    {
        var first = state.Moves.FirstOrDefault(move => move.From >= seen);
        var since = first is null ? "" : $"; since then {first.What} through {first.By} at {first.At}";
        return new(
            "rollout.position-passed",
            $"this was decided at position {seen}, and the rollout is at {state.Position} ({state.Status.Name}){since}",
            RefusalKind.Stale
        );
    }

    public static Decision.Refused PositionUnknown(Position seen, Rollout state) =>
        new("rollout.position-unknown", $"the rollout has not been at position {seen} yet; it is at {state.Position}");

    public static Decision.Refused NotRunning(Rollout state, string what) =>
        new("rollout.not-running", $"only a running rollout can be {what}; this one is {state.Status.Name}");

    public static Decision.Refused NotPaused(Rollout state) =>
        new("rollout.not-paused", $"there is nothing to resume: this rollout is {state.Status.Name}");

    public static Decision.Refused OnItsWayBack(string what) =>
        new("rollout.on-its-way-back", $"traffic is on its way back, and nothing is {what} before it is there");

    public static Decision.Refused NotAsked(Rollout state) =>
        new("rollout.not-awaiting-approval", $"no approval is asked for at position {state.Position}");

    public static Decision.Refused NoApprovalThere(LaterStep step, Rollout state) =>
        new(
            "rollout.no-such-approval",
            $"step {step} asks for no approval; "
                + (
                    string.Join(", ", Deciding.ApprovalsAhead.Open(state).Select(open => open.Step))
                        is { Length: > 0 } open
                        ? $"those that are still to come are {open}"
                        : "no approval is still to come"
                )
        );

    public static Decision.Refused NotAhead(LaterStep step, Rollout state) =>
        new(
            "rollout.approval-not-ahead",
            $"step {step} is not ahead: the rollout is at {state.Position}; approve the present step without naming it"
        );

    public static Decision.Refused AlreadyApprovedAhead(Actor by, LaterStep step) =>
        new(
            "rollout.already-approved",
            $"{by} has approved step {step} ahead already, and the approval is still valid"
        );

    public static Decision.Refused NothingToWithdraw(Actor by, LaterStep step) =>
        new(
            "rollout.no-approval-to-withdraw",
            $"{by} has given no approval of step {step} ahead that has not taken effect yet"
        );

    public static Decision.Refused NotAnApprover(Actor by, ValueList<GroupName> groups) =>
        new(
            "rollout.not-an-approver",
            $"{by} is in none of the groups that are asked: {string.Join(", ", groups)}",
            RefusalKind.Forbidden
        );

    public static Decision.Refused AuthorMayNotApprove(Actor by) =>
        new(
            "rollout.author-may-not-approve",
            $"{by} made or started this release, and the plan asks for another person",
            RefusalKind.Forbidden
        );

    public static Decision.Refused AlreadyApproved(Actor by) =>
        new("rollout.already-approved", $"{by} has said yes already; the others have to be different people");

    public static Decision.Refused NothingToSkip(Rollout state) =>
        new("rollout.nothing-to-skip", $"position {state.Position} does not wait for anything that can be skipped");

    public static Decision.Refused NotYoursToPass(Actor by) =>
        new(
            "rollout.not-yours-to-pass",
            $"{by}'s yes would not complete this step; those who are asked must say yes, or an administrator passes it",
            RefusalKind.Forbidden
        );

    public static Decision.Refused Held(string because) => new("rollout.held", $"no step may end now: {because}");

    public static Decision.Refused NotHeld() =>
        new("rollout.not-held", "there is nothing to confirm: the rollout has no hold of a restored database");

    public static Decision.Refused ResumeFirst() =>
        new(
            "rollout.resume-first",
            "its traffic is not where the step wants it; resume it, so that it gets there first"
        );

    public static Decision.Refused TooFarToSupersede() =>
        new(
            "rollout.too-far-to-supersede",
            "a shift to 100 % has been decided already; the newer version waits for its end"
        );

    public static Decision.Refused PastThePointToSupersede() =>
        new(
            "rollout.too-far-to-supersede",
            "the rollout has passed its point of no return; the newer version waits for its end"
        );

    public static Decision.Refused PastThePoint(States.PassedPoint point) =>
        new(PastThePointCode, $"the rollout passed its point of no return at {point.At} ({point.Because}); {Confirm}");

    public static Decision.Refused NeedsAdministrator(string what) =>
        new("rollout.needs-administrator", $"only an administrator may {what}", RefusalKind.Forbidden);
}
