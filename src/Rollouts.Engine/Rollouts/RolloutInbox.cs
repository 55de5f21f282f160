using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Streams;
using Rollouts.Storage;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Idempotency;

namespace Rollouts.Engine.Rollouts;

/// <summary>Accepts commands and answers for rollouts, on any machine.</summary>
public sealed class RolloutInbox(StreamRunner runner, StateReader reader, RolloutCommitter committer)
{
    /// <param name="wakes">Whether a worker looks at the rollout at once; a small change of a verdict can wait.</param>
    public Task<CommandResult<Rollout>> SubmitAsync(
        RolloutId id,
        Input input,
        bool wakes,
        Func<Rollout, StoredAnswer>? answer,
        CancellationToken cancellation
    ) => SubmitAsync(StreamName.Of(id), from: null, input, wakes, answer, cancellation);

    /// <summary>Decides on a rollout that was read before, and reads it again only if it has changed.</summary>
    public Task<CommandResult<Rollout>> SubmitAsync(
        Snapshot<Rollout> from,
        Command command,
        Func<Rollout, StoredAnswer>? answer,
        CancellationToken cancellation
    ) => SubmitAsync(from.Stream, from, command, wakes: true, answer, cancellation);

    private async Task<CommandResult<Rollout>> SubmitAsync(
        StreamName stream,
        Snapshot<Rollout>? from,
        Input input,
        bool wakes,
        Func<Rollout, StoredAnswer>? answer,
        CancellationToken cancellation
    )
    {
        var work = WorkClasses.Of(input);
        using var lane = StoreLane.Enter(work);
        return await runner.TransactAsync(
            reader,
            stream,
            async (before, now) =>
                before.State is { } state
                    ? await committer.DecideAsync(
                        state,
                        [input],
                        now,
                        new WriteTerms
                        {
                            Due = DueTime.Now,
                            Class = work,
                            Wakes = wakes,
                            Answer = answer,
                        },
                        cancellation
                    )
                    : new StreamChange<Rollout>.Keep(State: null),
            from,
            cancellation
        );
    }
}
