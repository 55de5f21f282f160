using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Deciding;

/// <summary>
/// Follows a rollout whose weights another controller moves: records what its router shows, what the checks say, and
/// what would have been done here.
/// </summary>
internal static class Observations
{
    /// <summary>How long every route shows 0 or 100 % before the observation ends.</summary>
    public static TimeSpan EndsAfter { get; } = TimeSpan.FromMinutes(1);

    public static void Decide(Draft draft, Observation observation)
    {
        switch (observation)
        {
            case Observation.TrafficRead read when draft.State.Target(read.Target) is { } target:
                RouterFailures.Ended(draft, target, RouterDirection.Read, read.Folded);
                if (target.Observed != read.Seen)
                {
                    Foresee(draft, target, read.Seen.Traffic.Candidate);
                    draft.Add(new RolloutEvent.TrafficSeen(read.Target, read.Seen));
                }

                break;
            case Observation.RouterFailed failed when draft.State.Target(failed.Target) is { } target:
                RouterFailures.Failed(draft, target, failed);
                break;
            case Observation.VerdictReached verdict:
                ObservationDecisions.Judged(draft, verdict);
                break;
            case Observation.AlarmChanged alarm:
                ObservationDecisions.Alarm(draft, alarm);
                break;
        }
    }

    public static void Advance(Draft draft)
    {
        var (state, now) = (draft.State, draft.Now);
        if (RollbackCauses.Of(state, now).Select(cause => cause.Because).FirstOrDefault() is { } because)
        {
            Record(draft, ObservedAction.RollBack, because);
        }
        else if (RollbackCauses.OfHold(state, now) is { } held)
        {
            Record(draft, ObservedAction.Hold, held);
        }

        var limit = state.Spec.Steps.Limit(state.Spec.Plan);
        if (EndOf(state) is { } end && now >= EndsAt(state))
        {
            draft.Follow(
                new RolloutEvent.ObservationEnded(end),
                $"every route has shown {(end == ObservedEnd.Succeeded ? Weight.Full : Weight.Zero)} for "
                    + Spans.Say(EndsAfter)
            );
        }
        else if (now >= state.BeganAt + limit)
        {
            draft.Follow(
                new RolloutEvent.ObservationEnded(ObservedEnd.TimedOut),
                $"it was observed for {Spans.Say(limit)}, as long as it may"
            );
        }
    }

    /// <summary>
    /// When the observation ends if the routes stay as they are; null while both versions have traffic.
    /// </summary>
    public static Instant? EndsAt(Rollout state) => EndOf(state) is null ? null : state.Step.DeadlineFrom + EndsAfter;

    /// <summary>
    /// The end that the routes show now. A weight of 0 is one only after traffic: the other controller may not have
    /// begun. A router that cannot be read shows nothing.
    /// </summary>
    private static ObservedEnd? EndOf(Rollout state)
    {
        if (state.Targets.Any(target => target.Observed is null || target.ReadFailure is not null))
        {
            return null;
        }

        var hadTraffic = state.Targets.Any(target => target.Furthest > Weight.Zero);
        return state.Targets.All(target => target.Aim.Candidate == Weight.Full) ? ObservedEnd.Succeeded
            : hadTraffic && state.Targets.All(target => target.Aim.Candidate == Weight.Zero) ? ObservedEnd.RolledBack
            : null;
    }

    // Here, a shift to 100 % waits until every required check was healthy since the shift before.
    private static void Foresee(Draft draft, TargetState target, Weight weight)
    {
        var before = target.Aim.Candidate;
        if (weight < Weight.Full || before == Weight.Zero || before == Weight.Full)
        {
            return;
        }

        var undecided = Waits.Undecided(draft.State, draft.Now).Select(guard => $"'{guard.Name}'").ToList();
        if (undecided.Count > 0)
        {
            Record(
                draft,
                ObservedAction.Hold,
                $"'{target.Name}' goes to {weight}, and not healthy at {before}: {string.Join(", ", undecided)}"
            );
        }
    }

    // A rollout that is held waits for a person, and one that went back is over: each would have happened once.
    private static void Record(Draft draft, ObservedAction action, string because)
    {
        if (draft.State.WouldHaveActed.All(earlier => earlier.Action < action))
        {
            draft.Follow(
                new RolloutEvent.WouldHaveActed(action, ObservedCourse.WeightOf(draft.State, target: null)),
                because
            );
        }
    }
}
