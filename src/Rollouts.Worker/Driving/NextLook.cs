using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Rollouts.Wants;
using Rollouts.Integrations.Storage.Driving;

namespace Rollouts.Worker.Driving;

/// <summary>When a rollout is to be looked at next if nobody asks for it before.</summary>
internal static class NextLook
{
    /// <summary>How often a route that does what it should is looked at, to see what others do to it.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Queue = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>
    /// After an end, a worker that was frozen in the middle of a write may still wake up and finish it; later only
    /// people and other controllers move a route.
    /// </summary>
    private static readonly TimeSpan[] AfterTheEnd =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(5),
    ];

    public static DueTime Of(Rollout state, Instant now)
    {
        var look = now + Pause(state, now);
        return new DueTime(Desired.Of(state, now).Due is { } due && due < look ? due : look);
    }

    /// <summary>When the routes of a rollout that has ended are looked at next.</summary>
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
            // Grows with the time that it has failed for, so that a router that is down is not hammered and one that
            // is slow is not waited for.
            var grown = (now - since) / 4;
            return grown < Soon ? Soon
                : grown > Longest ? Longest
                : grown;
        }

        return state.Status is Status.Queued ? Queue : Jittered(state.Terms.Id);
    }

    /// <summary>Since when a router fails in what is still to be done, or does not show what it should.</summary>
    private static Instant? FailingSince(Rollout state, Instant now)
    {
        var pending = Reach.Differences(state, now).Select(want => want.Target).ToHashSet();
        return state
            .Targets.SelectMany(target =>
                (Instant?[])
                    [
                        target.ReadTrouble?.Since,
                        pending.Contains(target.Name) ? target.WriteTrouble?.Since : null,
                        // Traffic that nothing has moved yet is no reason to hurry.
                        target.IsThere
                        || target.Trouble is not null
                        || state.Status is Status.Queued
                            ? null
                            : target.AstraySince,
                    ]
            )
            .Min();
    }

    // Ten thousand rollouts that were started together must not look together for ever.
    private static TimeSpan Jittered(RolloutId id) =>
        Steady * (0.9 + (0.2 * (uint)id.Value.GetHashCode() / uint.MaxValue));
}
