using Rollouts.Domain.Audit;
using Rollouts.Integrations.Storage;
using Rollouts.Integrations.Storage.Verifying;
using Rollouts.Worker.Ci;
using Rollouts.Worker.Clocks;

namespace Rollouts.Worker.Keeping;

/// <summary>
/// What keeps a store in order over years: what nobody asks for any more is forgotten, and where all streams stand is
/// sealed. Each is done when it is found to be due, by whoever looks first; twice does no harm.
/// </summary>
public sealed class Keeper(IStore store, StoreClock clock, ISeal seal)
{
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromHours(1);

    /// <summary>Two years: a cut tail may be noticed long after it was cut.</summary>
    private static readonly TimeSpan CheckpointsKept = TimeSpan.FromDays(730);

    /// <summary>What was judged can be shown again for a month; the verdicts stay for ever.</summary>
    private static readonly TimeSpan TicksKept = TimeSpan.FromDays(30);

    private static readonly TimeSpan SentKept = TimeSpan.FromDays(7);

    /// <summary>A day more than the three in which GitHub lets its deliveries be sent again.</summary>
    private static readonly TimeSpan RequestsKept = TimeSpan.FromDays(4);

    /// <summary>What is deleted when it is old enough, each by itself: one that fails holds back no other.</summary>
    public IReadOnlyList<(string Item, Func<CancellationToken, Task> Forget)> Retention { get; } =
    [
        ("old ticks", token => BeforeAsync(store, clock, TicksKept, store.Questions.ForgetPagesAsync, token)),
        ("sent messages", token => BeforeAsync(store, clock, SentKept, store.Outbox.ForgetSentAsync, token)),
        ("old requests", token => BeforeAsync(store, clock, RequestsKept, store.Idempotency.ForgetAsync, token)),
        (
            "old messages",
            token => BeforeAsync(store, clock, SeenMessages.Kept, store.Idempotency.ForgetSeenAsync, token)
        ),
        ("old checkpoints", token => BeforeAsync(store, clock, CheckpointsKept, store.Checkpoints.ForgetAsync, token)),
    ];

    /// <summary>Seals a checkpoint if one is due.</summary>
    /// <returns>What is wrong with the log if a checkpoint could not be sealed.</returns>
    public async Task<ValueList<StreamFinding>> SealAsync(CancellationToken cancellation)
    {
        var now = (await store.Streams.LoadAsync([], cancellation)).Now;
        var newest = await store.Checkpoints.NewestAsync(before: null, cancellation);
        if (newest is not null && now < newest.At + CheckpointEvery)
        {
            return [];
        }

        var result = await new CheckpointWriter(store, seal).WriteAsync(cancellation);
        return result is CheckpointResult.Contradicted contradicted ? contradicted.Findings : [];
    }

    private static async Task BeforeAsync(
        IStore store,
        StoreClock clock,
        TimeSpan kept,
        Func<Instant, CancellationToken, Task<int>> forget,
        CancellationToken cancellation
    )
    {
        // By elapsed time: a clock that is a year ahead for a moment must not delete a year.
        clock.Saw((await store.Streams.LoadAsync([], cancellation)).Now);
        await forget(clock.Now - kept, cancellation);
    }
}
