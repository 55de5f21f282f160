using Rollouts.Domain.Audit;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Pipelines;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Verifying;

namespace Rollouts.Engine.Maintenance;

/// <summary>
/// Keeps a store in order over years: deletes records whose retention has ended, and seals the heads of all streams.
/// The first worker that finds a job due runs it. Running it twice does no harm.
/// </summary>
public sealed class MaintenanceService(IStore store, StoreClock clock, ISeal seal)
{
    /// <summary>A rollout that no worker has looked at for this time after it was due is overdue.</summary>
    public static TimeSpan OverdueAfter { get; } = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromHours(1);

    /// <summary>Two years, because a cut tail may be noticed long after it was cut.</summary>
    private static readonly TimeSpan CheckpointsKept = TimeSpan.FromDays(730);

    /// <summary>The ticks of a check can be replayed for a month. The verdicts stay for ever.</summary>
    private static readonly TimeSpan TicksKept = TimeSpan.FromDays(30);

    /// <summary>The result of a job can be fetched for a week.</summary>
    private static readonly TimeSpan JobsKept = TimeSpan.FromDays(7);

    private static readonly TimeSpan SentKept = TimeSpan.FromDays(7);

    /// <summary>One day more than the three in which GitHub can redeliver a webhook.</summary>
    private static readonly TimeSpan RequestsKept = TimeSpan.FromDays(4);

    /// <summary>
    /// The jobs that delete old records. Each runs by itself: a job that fails does not delay the others.
    /// </summary>
    public IReadOnlyList<(string Item, Func<CancellationToken, Task> Forget)> Retention { get; } =
    [
        ("old ticks", token => BeforeAsync(store, clock, TicksKept, store.Questions.ForgetPagesAsync, token)),
        ("sent messages", token => BeforeAsync(store, clock, SentKept, store.Outbox.ForgetSentAsync, token)),
        ("old requests", token => BeforeAsync(store, clock, RequestsKept, store.Idempotency.ForgetAsync, token)),
        (
            "old messages",
            token => BeforeAsync(store, clock, SeenMessages.Kept, store.Idempotency.ForgetSeenAsync, token)
        ),
        ("ended jobs", token => BeforeAsync(store, clock, JobsKept, store.JobRuns.ForgetAsync, token)),
        ("old checkpoints", token => BeforeAsync(store, clock, CheckpointsKept, store.Checkpoints.ForgetAsync, token)),
    ];

    /// <summary>Seals a checkpoint if one is due.</summary>
    /// <returns>The faults of the log if a checkpoint could not be sealed.</returns>
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
        // By elapsed time: a clock that is a year ahead for a moment must not delete a year of records.
        clock.Saw((await store.Streams.LoadAsync([], cancellation)).Now);
        await forget(clock.Now - kept, cancellation);
    }
}
