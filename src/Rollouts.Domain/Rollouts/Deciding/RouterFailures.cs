using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>
/// Records router failures: when one begins, when its message changes and when it ends. A router that flaps fills no
/// log: the number of records in an hour is bounded for each target and direction.
/// </summary>
public static class RouterFailures
{
    public const int RecordsPerHour = 20;

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>The target and direction of a router observation; null for other observations.</summary>
    public static (TargetName Target, RouterDirection Direction)? SubjectOf(Observation observation) =>
        observation switch
        {
            Observation.RouterFailed failed => (failed.Target, failed.Direction),
            Observation.TrafficRead read => (read.Target, RouterDirection.Read),
            Observation.WriteAccepted write => (write.Target, RouterDirection.Write),
            Observation.VerdictReached
            or Observation.GateAnswered
            or Observation.ApproversRead
            or Observation.AlarmChanged
            or Observation.FreezesChanged
            or Observation.BlockersChanged
            or Observation.StableMoved
            or Observation.StoreWentBack => null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Whether an observation changes a failure and is not recorded, because of the bound.</summary>
    public static bool IsFolded(Rollout state, Observation observation, Instant now) =>
        !state.IsFinal
        && SubjectOf(observation) is { } subject
        && state.Target(subject.Target) is { } target
        && Changes(target, subject.Direction, observation as Observation.RouterFailed)
        && !MayRecord(target, subject.Direction, Instant.Max(now, state.LastAt));

    internal static void Failed(Draft draft, TargetState target, Observation.RouterFailed failed)
    {
        if (Changes(target, failed.Direction, failed) && MayRecord(target, failed.Direction, draft.Now))
        {
            draft.Add(
                new RolloutEvent.RouterLost(failed.Target, failed.Direction, failed.Kind, failed.Error, failed.Folded)
            );
        }
    }

    internal static void Ended(Draft draft, TargetState target, RouterDirection direction, int folded)
    {
        if (Changes(target, direction, failed: null) && MayRecord(target, direction, draft.Now))
        {
            draft.Add(new RolloutEvent.RouterFound(target.Name, direction, folded));
        }
    }

    /// <summary>
    /// Ends a write failure when nothing is left to write, for example because an operator applied the traffic
    /// manually.
    /// </summary>
    internal static void EndMootWrite(Draft draft, TargetName name)
    {
        if (
            draft.State.Target(name) is { WriteFailure: not null } target
            && !DesiredTrafficOf.Of(draft.State).First(want => want.Target == name).IsPending
        )
        {
            Ended(draft, target, RouterDirection.Write, folded: 0);
        }
    }

    internal static TargetState Evolve(
        TargetState target,
        RouterDirection direction,
        RouterFailure? trouble,
        Instant at
    )
    {
        ValueList<Instant> records = [.. target.TroubleRecordsOf(direction).Where(one => one > at - Window), at];
        return direction == RouterDirection.Read
            ? target with
            {
                ReadFailure = trouble,
                ReadTroubleRecords = records,
            }
            : target with
            {
                WriteFailure = trouble,
                WriteTroubleRecords = records,
            };
    }

    private static bool Changes(TargetState target, RouterDirection direction, Observation.RouterFailed? failed) =>
        target.FailureOf(direction) is { } known
            ? failed is null || known.Kind != failed.Kind || known.Error != failed.Error
            : failed is not null;

    private static bool MayRecord(TargetState target, RouterDirection direction, Instant now) =>
        target.TroubleRecordsOf(direction).Count(one => one > now - Window) < RecordsPerHour;
}
