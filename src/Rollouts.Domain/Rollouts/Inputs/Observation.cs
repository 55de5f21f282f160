using Rollouts.Analysis;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Inputs;

/// <summary>
/// An observation of an external system, or its answer. A repeated observation has no further effect.
/// </summary>
public abstract record Observation : Input
{
    /// <summary>How many failures of the same target and direction were not recorded before it.</summary>
    public int Folded { get; init; }

    /// <summary>A reading of a target's router.</summary>
    public sealed record TrafficRead(TargetName Target, ObservedTraffic Seen) : Observation;

    /// <summary>A target's router accepted a write.</summary>
    /// <param name="Traffic">The accepted traffic; null if only backends were added or removed.</param>
    public sealed record WriteAccepted(TargetName Target, Traffic? Traffic) : Observation
    {
        /// <summary>The identifiers of the requests of the write, as the log of the router shows them.</summary>
        public ValueList<string> Receipts { get; init; } = [];
    }

    /// <summary>A read or a write of a target's router failed.</summary>
    public sealed record RouterFailed(
        TargetName Target,
        RouterDirection Direction,
        RouterFailureKind Kind,
        string Error
    ) : Observation;

    /// <summary>
    /// The present verdict of a judge. A verdict of an older generation rests on evidence that was discarded since. A
    /// verdict of an older epoch is from before the last shift, so its healthy outcome does not count any more.
    /// </summary>
    public sealed record VerdictReached(CheckName Check, TargetName? Target, int Generation, int Epoch, Verdict Verdict)
        : Observation;

    /// <summary>The answer of a gate that was called at this position.</summary>
    public sealed record GateAnswered(Position Asked, GateAnswer Answer, string Message) : Observation;

    /// <summary>What persons may do now who approved the step at this position ahead.</summary>
    public sealed record ApproversRead(Position Asked, ValueList<ApproverStanding> Persons) : Observation;

    /// <summary>An alarm of others began or ceased to ring.</summary>
    public sealed record AlarmChanged(string Alarm, bool IsRinging) : Observation;

    /// <summary>The freezes that are in force now.</summary>
    public sealed record FreezesChanged(ValueList<FreezeName> InForce) : Observation;

    /// <summary>
    /// The external conditions that block the start: another rollout of the service, a limit of the environment.
    /// </summary>
    public sealed record BlockersChanged(ValueList<Blocker> Blockers) : Observation;

    /// <summary>
    /// Another rollout succeeded while this one waited: which backend is the new one and which the old, as of now.
    /// </summary>
    public sealed record StableMoved(ValueList<TargetSpec> Targets) : Observation;

    /// <summary>The store went back in time.</summary>
    public sealed record StoreWentBack(StoreHold Hold) : Observation;
}
