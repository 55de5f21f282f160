using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Clocks;
using Rollouts.Storage.Driving;

namespace Rollouts.Engine.Rollouts;

/// <summary>Decides when a rollout is looked at next, unless it is woken before.</summary>
internal static class NextDrive
{
    /// <summary>How often a route without a difference is looked at, to detect changes by other writers.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Queue = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>
    /// After the end, a worker that was frozen during a write may still wake up and finish it. Later only people and
    /// other controllers change a route.
    /// </summary>
    private static readonly TimeSpan[] AfterTheEnd =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(5),
    ];

    public static (DueTime Due, WorkClass Class) Of(Rollout state, Instant now)
    {
        var look = now + Pause(state, now);
        var work = WorkClasses.Of(state);
        return DesiredState.DeadlineOf(state, now) is { } due && due < look
            ? (
                new DueTime(due),
                // The end of a pause that the plan asks for is a forward move and not a deadline.
                DesiredState.IsForwardMove(state, due)
                    ? work
                    : WorkClasses.MoreUrgent(work, WorkClass.Deadline)
            )
            : (new DueTime(look), work);
    }

    public static DueTime AfterEnd(Instant ended, Instant now)
    {
        foreach (var after in AfterTheEnd)
        {
            if (ended + after > now)
            {
                return new DueTime(ended + after);
            }
        }

        return new DueTime(now + AfterTheEnd[^1]);
    }

    private static TimeSpan Pause(Rollout state, Instant now)
    {
        if (FailingSince(state, now) is { } since)
        {
            // The pause grows with the duration of the failure, so that a router that is down gets few calls and one
            // that is slow is not waited for.
            var grown = (now - since) / 4;
            return grown < Soon ? Soon
                : grown > Longest ? Longest
                : grown;
        }

        return Jittered(state.Status is Status.Queued ? Queue : SteadyOf(state, now), state.Spec.Id);
    }

    // Others may change a route at any time, but seldom do. A rollout without changes is looked at less and less often.
    private static TimeSpan SteadyOf(Rollout state, Instant now)
    {
        var grown = (now - state.LastAt) / 4;
        return grown < Steady ? Steady
            : grown > Longest ? Longest
            : grown;
    }

    /// <summary>Since when a router fails in a pending write or a read, or differs from the decided weights.</summary>
    private static Instant? FailingSince(Rollout state, Instant now)
    {
        var pending = TrafficReconciler.Differences(state, now).Select(want => want.Target).ToHashSet();
        return state
            .Targets.SelectMany(target =>
                (Instant?[])
                    [
                        target.ReadFailure?.Since,
                        pending.Contains(target.Name) ? target.WriteFailure?.Since : null,
                        // A difference before the first write needs no faster look.
                        target.IsThere
                        || target.Failure is not null
                        || state.Status is Status.Queued
                            ? null
                            : target.AstraySince,
                    ]
            )
            .Min();
    }

    // Ten thousand rollouts that were started together must not stay in step.
    private static TimeSpan Jittered(TimeSpan pause, RolloutId id) => pause * (0.9 + (0.2 * Spread.Of(id)));
}
