using Rollouts.Domain.Analysis;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Inputs;

/// <summary>What was seen or answered outside. Seen twice, it counts once.</summary>
public abstract record Observation : Input
{
    /// <summary>How many failures of the same target and direction were not recorded before it.</summary>
    public int Folded { get; init; }

    /// <summary>What a target's router shows.</summary>
    public sealed record TrafficRead(TargetName Target, Seen Seen) : Observation;

    /// <summary>A target's router accepted a write.</summary>
    /// <param name="Traffic">The traffic that it accepted; null where only backends were added or removed.</param>
    public sealed record WriteAccepted(TargetName Target, Traffic? Traffic) : Observation;

    /// <summary>A read or a write of a target's router failed.</summary>
    public sealed record RouterFailed(
        TargetName Target,
        RouterDirection Direction,
        RouterFailureKind Kind,
        string Error
    ) : Observation;

    /// <summary>
    /// What a judge says now. An older generation was judged on evidence that has been given up since; an older
    /// epoch before the last shift, so what was healthy then says nothing of now.
    /// </summary>
    public sealed record VerdictReached(CheckName Check, TargetName? Target, int Generation, int Epoch, Verdict Verdict)
        : Observation;

    /// <summary>The outside answered a gate that was asked at this position.</summary>
    public sealed record GateAnswered(Position Asked, GateAnswer Answer, string Message) : Observation;

    /// <summary>An alarm of others began or ceased to ring.</summary>
    public sealed record AlarmChanged(string Alarm, bool IsRinging) : Observation;

    /// <summary>The freezes that are in force now.</summary>
    public sealed record FreezesChanged(ValueList<FreezeName> InForce) : Observation;

    /// <summary>
    /// What else stands in the way of a start: another rollout of the service, a limit of the environment.
    /// </summary>
    public sealed record WayChanged(ValueList<Obstacle> Obstacles) : Observation;

    /// <summary>
    /// Another rollout succeeded while this one waited: which backend is the new one and which the old, as of now.
    /// </summary>
    public sealed record StableMoved(ValueList<TargetTerms> Targets) : Observation;

    /// <summary>The store went back in time.</summary>
    public sealed record StoreWentBack(StoreHold Hold) : Observation;
}
