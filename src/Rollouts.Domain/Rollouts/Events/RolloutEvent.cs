using Rollouts.Analysis;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Events;

/// <summary>
/// An event of a rollout. A stored event never changes its shape. The registry gives each event a name with a version,
/// and a new shape gets a new version.
/// </summary>
public abstract record RolloutEvent
{
    private RolloutEvent() { }

    public sealed record Opened(RolloutSpec Spec) : RolloutEvent;

    /// <summary>The external conditions that block the start have changed.</summary>
    public sealed record BlockersChanged(ValueList<Blocker> Blockers) : RolloutEvent;

    /// <summary>
    /// Another backend became stable while the rollout waited, so its candidate and stable backends were determined
    /// anew.
    /// </summary>
    public sealed record BackendsChanged(ValueList<TargetSpec> Targets) : RolloutEvent;

    /// <summary>Nothing blocks the rollout any more. Its traffic may move from now on.</summary>
    public sealed record Began : RolloutEvent;

    /// <param name="Traffic">The targets whose traffic the step changes, with their new traffic.</param>
    public sealed record StepEntered(Position Position, ValueList<TargetTraffic> Traffic) : RolloutEvent;

    public sealed record StepCompleted(Position Position, StepOutcome Outcome) : RolloutEvent;

    /// <summary>A reading of a router differs from the one before.</summary>
    public sealed record TrafficSeen(TargetName Target, ObservedTraffic Seen) : RolloutEvent;

    /// <summary>A router accepted traffic that differs from what it accepted before.</summary>
    public sealed record TrafficApplied(TargetName Target, Traffic Traffic) : RolloutEvent;

    /// <summary>Reads or writes of a router began to fail, or fail with another message.</summary>
    /// <param name="Folded">How many changes were not recorded since the last record: they were too many.</param>
    public sealed record RouterLost(
        TargetName Target,
        RouterDirection Direction,
        RouterFailureKind Kind,
        string Error,
        int Folded = 0
    ) : RolloutEvent;

    /// <summary>Reads or writes of a router succeed again, or nothing is left to write.</summary>
    /// <param name="Folded">How many changes were not recorded since the last record: they were too many.</param>
    public sealed record RouterFound(TargetName Target, RouterDirection Direction, int Folded = 0) : RolloutEvent;

    /// <summary>
    /// Another actor took traffic from the candidate. The rollout pauses and leaves the weight as it is.
    /// </summary>
    public sealed record DriftedDown(TargetName Target, Weight Seen) : RolloutEvent;

    /// <summary>Another actor gave traffic to the candidate. The weight is corrected.</summary>
    public sealed record DriftedUp(TargetName Target, Weight Seen) : RolloutEvent;

    public sealed record VerdictChanged(CheckName Check, TargetName? Target, int Generation, Verdict Verdict)
        : RolloutEvent;

    /// <summary>
    /// A check discards its evidence and starts anew. The actor of the event waived the old evidence.
    /// </summary>
    public sealed record EvidenceRenewed(CheckName Check, TargetName? Target, int Generation) : RolloutEvent;

    public sealed record Approved(Position Position, string Person) : RolloutEvent;

    public sealed record Rejected(Position Position, string Person) : RolloutEvent;

    /// <summary>A person approved a step that the rollout has not entered yet.</summary>
    /// <param name="Basis">What the person saw.</param>
    public sealed record ApprovedAhead(LaterStep Step, string Person, Instant ValidUntil, ApprovalBasis Basis)
        : RolloutEvent;

    /// <summary>A person withdrew an approval before it took effect.</summary>
    public sealed record ApprovalWithdrawn(LaterStep Step, string Person) : RolloutEvent;

    /// <summary>An approval does not count any more, and its step asks again.</summary>
    /// <param name="Of">The person who gave it.</param>
    public sealed record ApprovalVoided(Position Position, ActorId Of, string Person, VoidReason Reason) : RolloutEvent;

    /// <summary>An approval was not complete in time, and a channel is informed of it.</summary>
    /// <param name="Notify">The channel, as the plan names it.</param>
    public sealed record Escalated(Position Position, string Notify) : RolloutEvent;

    public sealed record GateOpened(Position Position, string Message) : RolloutEvent;

    public sealed record GateRefused(Position Position, string Message) : RolloutEvent;

    public sealed record AlarmRang(string Alarm) : RolloutEvent;

    public sealed record AlarmCleared(string Alarm) : RolloutEvent;

    public sealed record FreezesChanged(ValueList<FreezeName> InForce) : RolloutEvent;

    public sealed record Promoted : RolloutEvent;

    public sealed record Paused(PauseKind Kind) : RolloutEvent;

    /// <param name="Traffic">The targets whose traffic returns to the planned traffic of the step.</param>
    public sealed record Resumed(Position Position, ValueList<TargetTraffic> Traffic) : RolloutEvent;

    /// <param name="Traffic">The targets whose traffic returns to the baseline.</param>
    public sealed record RollbackStarted(
        RollbackReason Reason,
        RolloutId? SupersededBy,
        ValueList<TargetTraffic> Traffic
    ) : RolloutEvent;

    /// <summary>
    /// The plan asks for a rollback past the point of no return: the rollout is held instead, and people are told.
    /// </summary>
    /// <param name="TimesTold">How often people have been told of this rollback, this time included.</param>
    public sealed record RollbackWithheld(RollbackReason Reason, int TimesTold) : RolloutEvent;

    /// <summary>The store went back in time. No router is written until the hold is released.</summary>
    public sealed record StoreWentBack(StoreHold Hold) : RolloutEvent;

    /// <summary>The hold ended. Routers are written again.</summary>
    public sealed record HoldReleased : RolloutEvent;

    /// <summary>
    /// A rollout that is only observed would have held or gone back now. The reason of the record says why.
    /// </summary>
    /// <param name="Weight">The largest weight of the new version at that time.</param>
    public sealed record WouldHaveActed(ObservedAction Action, Weight Weight) : RolloutEvent;

    /// <summary>The observation of another controller's rollout ended.</summary>
    public sealed record ObservationEnded(ObservedEnd End) : RolloutEvent;

    public sealed record Succeeded(bool IsUnproven) : RolloutEvent;

    public sealed record RolledBack : RolloutEvent;

    public sealed record Cancelled : RolloutEvent;

    public sealed record Superseded(RolloutId By) : RolloutEvent;

    public sealed record Abandoned : RolloutEvent;
}
