using Rollouts.Domain.Analysis;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Events;

/// <summary>
/// What can happen to a rollout. A stored event never changes its shape: a registry gives each a
/// name with a version, and a new shape gets a new version.
/// </summary>
public abstract record RolloutEvent
{
    private RolloutEvent() { }

    public sealed record Opened(Terms Terms) : RolloutEvent;

    /// <summary>What is in the way of the start, from outside, is now this.</summary>
    public sealed record WayChanged(ValueList<Obstacle> Obstacles) : RolloutEvent;

    /// <summary>While it waited, another backend became stable; what is new and what is old is now this.</summary>
    public sealed record BackendsChanged(ValueList<TargetTerms> Targets) : RolloutEvent;

    /// <summary>Nothing is in its way any more: from now on traffic may move.</summary>
    public sealed record Began : RolloutEvent;

    /// <param name="Traffic">The targets whose traffic the step changes, and to what.</param>
    public sealed record StepEntered(Position Position, ValueList<TargetTraffic> Traffic) : RolloutEvent;

    public sealed record StepCompleted(Position Position, Passing Passing) : RolloutEvent;

    /// <summary>A router shows something else than before.</summary>
    public sealed record TrafficSeen(TargetName Target, Seen Seen) : RolloutEvent;

    /// <summary>A router accepted something else than before.</summary>
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

    /// <summary>Somebody else took traffic from the candidate. It is left where it is.</summary>
    public sealed record DriftedDown(TargetName Target, Weight Seen) : RolloutEvent;

    /// <summary>Somebody else gave the candidate traffic. It is put right.</summary>
    public sealed record DriftedUp(TargetName Target, Weight Seen) : RolloutEvent;

    public sealed record VerdictChanged(CheckName Check, TargetName? Target, int Generation, Verdict Verdict)
        : RolloutEvent;

    /// <summary>A check gathers its evidence anew; what it had was waived by whoever this came through.</summary>
    public sealed record EvidenceRenewed(CheckName Check, TargetName? Target, int Generation) : RolloutEvent;

    public sealed record Approved(Position Position, string Person) : RolloutEvent;

    public sealed record Rejected(Position Position, string Person) : RolloutEvent;

    public sealed record GateOpened(Position Position, string Message) : RolloutEvent;

    public sealed record GateRefused(Position Position, string Message) : RolloutEvent;

    public sealed record AlarmRang(string Alarm) : RolloutEvent;

    public sealed record AlarmCeased(string Alarm) : RolloutEvent;

    public sealed record FreezesChanged(ValueList<FreezeName> InForce) : RolloutEvent;

    public sealed record Promoted : RolloutEvent;

    public sealed record Paused(PauseKind Kind) : RolloutEvent;

    /// <param name="Traffic">The targets whose traffic goes back to what the step planned.</param>
    public sealed record Resumed(Position Position, ValueList<TargetTraffic> Traffic) : RolloutEvent;

    /// <param name="Traffic">The targets whose traffic goes back to the baseline.</param>
    public sealed record WayBackBegan(BackKind Kind, RolloutId? SupersededBy, ValueList<TargetTraffic> Traffic)
        : RolloutEvent;

    /// <summary>The store went back in time. Until the hold is released no router is written.</summary>
    public sealed record StoreWentBack(StoreHold Hold) : RolloutEvent;

    /// <summary>A hold is over: routers are written again.</summary>
    public sealed record HoldReleased : RolloutEvent;

    public sealed record Succeeded(bool IsUnproven) : RolloutEvent;

    public sealed record RolledBack : RolloutEvent;

    public sealed record Cancelled : RolloutEvent;

    public sealed record Superseded(RolloutId By) : RolloutEvent;

    public sealed record Abandoned : RolloutEvent;
}
