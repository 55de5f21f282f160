using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Deciding;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Rollouts;

/// <summary>
/// Counts the router failures that this worker did not record, because there were too many. The next record carries the
/// count.
/// </summary>
public sealed class FoldedFailures
{
    private const int Most = 20_000;

    private readonly BoundedCache<(RolloutId, TargetName, RouterDirection), int> _counts = new(Most);

    /// <summary>The inputs, each with the number of failures that were folded before it.</summary>
    public IReadOnlyList<Input> Count(Rollout state, IReadOnlyList<Input> inputs, Instant now) =>
        [
            .. inputs.Select(input =>
                input is Observation observation && RouterFailures.SubjectOf(observation) is { } subject
                    ? Count(state, observation, (state.Spec.Id, subject.Target, subject.Direction), now)
                    : input
            ),
        ];

    private Observation Count(
        Rollout state,
        Observation observation,
        (RolloutId, TargetName Target, RouterDirection Direction) key,
        Instant now
    )
    {
        var folded = _counts.TryGet(key, out var known) ? known : 0;
        if (RouterFailures.IsFolded(state, observation, now))
        {
            _counts.Keep(key, folded + 1);
            return observation;
        }

        if (folded == 0)
        {
            return observation;
        }

        // Not every observation is recorded, so the count waits for one that is.
        var isRecorded = observation is not Observation.RouterFailed failed
            ? state.Target(key.Target)?.FailureOf(key.Direction) is not null
            : state.Target(key.Target)?.FailureOf(key.Direction) is not { } trouble
                || trouble.Kind != failed.Kind
                || trouble.Error != failed.Error;
        if (!isRecorded)
        {
            return observation;
        }

        _counts.Keep(key, 0);
        return observation with { Folded = folded };
    }
}
