using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Idempotency;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Streams;

namespace Rollouts.Worker.Deciding;

/// <summary>Accepts commands and answers for rollouts, on any machine.</summary>
public sealed class RolloutDoor(StreamRunner runner, StateReader reader, Scribe scribe)
{
    /// <param name="wakes">Whether a worker looks at the rollout at once; a small change of a verdict can wait.</param>
    public Task<CommandResult<Rollout>> HandInAsync(
        RolloutId id,
        Input input,
        bool wakes,
        Func<Rollout, StoredAnswer>? answer,
        CancellationToken cancellation
    ) =>
        runner.TransactAsync(
            reader,
            StreamName.Of(id),
            async (before, now) =>
                before.State is { } state
                    ? await scribe.DecideAsync(
                        state,
                        [input],
                        now,
                        new WriteTerms
                        {
                            Due = DueTime.Now,
                            Wakes = wakes,
                            Answer = answer,
                        },
                        cancellation
                    )
                    : new StreamChange<Rollout>.Keep(State: null),
            from: null,
            cancellation
        );
}
