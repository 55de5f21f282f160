using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>Decides commands: adds events to the draft, or refuses.</summary>
internal static class CommandDecisions
{
    public static Decision.Refused? Decide(Draft draft, Command command)
    {
        var state = draft.State;
        // The observation is ours, so it can be ended. The weights are the other controller's.
        if (state.Spec.Observes && command is not Command.Abandon)
        {
            return RolloutRefusals.ObservesOnly(command);
        }

        if (state.IsFinal)
        {
            return RolloutRefusals.AlreadyFinal(state);
        }

        if (SeenBy(command) is { } seen && Misplaced(seen, state) is { } misplaced)
        {
            return misplaced;
        }

        return command switch
        {
            Command.RollBack back => RollBack(draft, back),
            Command.Supersede supersede => Supersede(draft, supersede.Newer),
            Command.Abandon => Abandon(draft),
            Command.Confirm => Confirm(draft),
            _ when state.Status is Status.RollingBack => RolloutRefusals.OnItsWayBack(command.Kind),
            Command.Pause => Pause(draft),
            Command.Resume => Resume(draft),
            Command.Skip => ManualOverrides.Skip(draft),
            Command.Promote => Promote(draft),
            Command.Approve approve => Approve(draft, approve),
            Command.Withdraw withdraw => ApprovalsAhead.Withdraw(draft, withdraw),
            Command.Reject => Reject(draft),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Position? SeenBy(Command command) =>
        command switch
        {
            Command.Placed placed => placed.Seen,
            Command.Supersede supersede => supersede.Seen,
            Command.RollBack or Command.Withdraw => null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static Decision.Refused? Misplaced(Position seen, Rollout state) =>
        seen < state.Position ? RolloutRefusals.PositionPassed(seen, state)
        : seen > state.Position ? RolloutRefusals.PositionUnknown(seen, state)
        : null;

    private static Decision.Refused? RollBack(Draft draft, Command.RollBack command)
    {
        switch (draft.State.Status)
        {
            case Status.Queued:
                draft.Add(new RolloutEvent.Cancelled());
                break;
            case Status.Running
            or Status.Paused
                when draft.State.PassedPoint is { } point
                    && (!command.PastPointOfNoReturn || string.IsNullOrWhiteSpace(command.Reason)):
                return RolloutRefusals.PastThePoint(point);
            case Status.Running or Status.Paused:
                draft.Add(
                    new RolloutEvent.RollbackStarted(
                        RollbackReason.Person,
                        SupersededBy: null,
                        TrafficPlan.ChangesBack(draft.State)
                    )
                );
                break;
            case Status.RollingBack when draft.State.Hold is not null:
                // A person who wants it back now has decided on the world as it is.
                draft.Add(new RolloutEvent.HoldReleased());
                break;
        }

        return null;
    }

    private static Decision.Refused? Confirm(Draft draft)
    {
        if (draft.State.Hold is null)
        {
            return RolloutRefusals.NotHeld();
        }

        StoreHolds.Confirm(draft);
        return null;
    }

    private static Decision.Refused? Supersede(Draft draft, RolloutId newer)
    {
        switch (draft.State.Status)
        {
            case Status.Queued:
                draft.Add(new RolloutEvent.Superseded(newer));
                return null;
            case Status.RollingBack:
                return RolloutRefusals.OnItsWayBack("superseded");
            default:
                if (draft.State.IsReturn || draft.State.Targets.Any(target => target.Furthest == Weight.Full))
                {
                    return RolloutRefusals.TooFarToSupersede();
                }

                if (draft.State.PassedPoint is not null)
                {
                    return RolloutRefusals.PastThePointToSupersede();
                }

                draft.Add(
                    new RolloutEvent.RollbackStarted(
                        RollbackReason.Superseded,
                        newer,
                        TrafficPlan.ChangesBack(draft.State)
                    )
                );
                return null;
        }
    }

    private static Decision.Refused? Abandon(Draft draft)
    {
        if (draft.State.Status is not (Status.RollingBack or Status.Observing))
        {
            return RolloutRefusals.NotRunning(
                draft.State,
                "abandoned before it was rolled back, so roll it back first"
            );
        }

        if (!draft.By.IsAdministrator)
        {
            return RolloutRefusals.NeedsAdministrator(
                draft.State.Spec.Observes ? "end an observation" : "take over what cannot be reached"
            );
        }

        draft.Add(new RolloutEvent.Abandoned());
        return null;
    }

    private static Decision.Refused? Pause(Draft draft)
    {
        if (draft.State.Status is not Status.Running)
        {
            return RolloutRefusals.NotRunning(draft.State, "paused");
        }

        draft.Add(new RolloutEvent.Paused(PauseKind.Person));
        return null;
    }

    private static Decision.Refused? Resume(Draft draft)
    {
        if (draft.State.Status is not Status.Paused)
        {
            return RolloutRefusals.NotPaused(draft.State);
        }

        ManualOverrides.Resume(draft);
        return null;
    }

    private static Decision.Refused? Promote(Draft draft)
    {
        if (!draft.State.IsUnderWay)
        {
            return RolloutRefusals.NotRunning(draft.State, "promoted");
        }

        if (draft.State.Status is Status.Paused)
        {
            ManualOverrides.Resume(draft);
        }

        draft.Add(new RolloutEvent.Promoted());
        return null;
    }

    private static Decision.Refused? Approve(Draft draft, Command.Approve command)
    {
        if (command.Later is { } later)
        {
            return ApprovalsAhead.Give(draft, command, later);
        }

        if (!draft.State.IsUnderWay || draft.State.Instruction is not Instruction.Approve asked)
        {
            return RolloutRefusals.NotAsked(draft.State);
        }

        if (Approvals.Refusal(draft.State, asked, draft.By) is { } refusal)
        {
            return refusal;
        }

        draft.Add(new RolloutEvent.Approved(draft.State.Position, draft.By.Name));
        return null;
    }

    private static Decision.Refused? Reject(Draft draft)
    {
        if (!draft.State.IsUnderWay || draft.State.Instruction is not Instruction.Approve asked)
        {
            return RolloutRefusals.NotAsked(draft.State);
        }

        if (!Approvals.IsAsked(asked, draft.By))
        {
            return RolloutRefusals.NotAnApprover(draft.By, asked.From);
        }

        draft.Add(new RolloutEvent.Rejected(draft.State.Position, draft.By.Name));
        Answers.Otherwise(draft, asked.Otherwise, $"{draft.By} said no");
        return null;
    }
}
