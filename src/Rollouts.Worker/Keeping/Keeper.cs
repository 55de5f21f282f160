using Rollouts.Domain.Audit;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Verifying;

namespace Rollouts.Worker.Keeping;

/// <summary>
/// What keeps a store in order over years: what nobody asks for any more is forgotten, and where all streams stand is
/// sealed. Each is done when it is found to be due, by whoever looks first; twice does no harm.
/// </summary>
public sealed class Keeper(IStore store, ISeal seal)
{
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromHours(1);

    /// <summary>Two years: a cut tail may be noticed long after it was cut.</summary>
    private static readonly TimeSpan CheckpointsKept = TimeSpan.FromDays(730);

    /// <summary>What was judged can be shown again for a month; the verdicts stay for ever.</summary>
    private static readonly TimeSpan TicksKept = TimeSpan.FromDays(30);

    private static readonly TimeSpan SentKept = TimeSpan.FromDays(7);

    /// <summary>A day more than the three in which GitHub lets its deliveries be sent again.</summary>
    private static readonly TimeSpan RequestsKept = TimeSpan.FromDays(4);

    /// <summary>Does what is due; what is wrong with the log where a checkpoint could not be sealed.</summary>
    public async Task<ValueList<StreamFinding>> KeepAsync(CancellationToken cancellation)
    {
        var now = (await store.Streams.LoadAsync([], cancellation)).Now;
        await store.Questions.ForgetPagesAsync(now - TicksKept, cancellation);
        await store.Outbox.ForgetSentAsync(now - SentKept, cancellation);
        await store.Idempotency.ForgetAsync(now - RequestsKept, cancellation);
        await store.Checkpoints.ForgetAsync(now - CheckpointsKept, cancellation);

        var newest = await store.Checkpoints.NewestAsync(before: null, cancellation);
        if (newest is not null && now < newest.At + CheckpointEvery)
        {
            return [];
        }

        var result = await new CheckpointWriter(store, seal).WriteAsync(cancellation);
        return result is CheckpointResult.Contradicted contradicted ? contradicted.Findings : [];
    }
}
