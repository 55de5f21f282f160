using Rollouts.Storage.Bundles;
using Rollouts.Storage.Checkpoints;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Jobs;
using Rollouts.Storage.Lists;
using Rollouts.Storage.Marks;
using Rollouts.Storage.Migrations;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Streams;

namespace Rollouts.Storage.Postgres;

/// <summary>The PostgreSQL store, which any number of processes share.</summary>
internal sealed class PostgresStore : IStore
{
    private readonly PostgresPools _pools;

    private PostgresStore(PostgresPools pools, PostgresWakeUps wakeUps, PostgresRowChanges changes)
    {
        _pools = pools;
        var database = pools.General;
        Streams = new PostgresStreams(pools);
        Driving = new PostgresDriving(pools, wakeUps);
        Questions = new PostgresQuestions(pools.Checks);
        Outbox = new PostgresOutbox(database);
        Idempotency = new PostgresIdempotency(database);
        Lists = new PostgresLists(database, changes);
        Checkpoints = new PostgresCheckpoints(database);
        Bundles = new PostgresBundles(database);
        Jobs = new PostgresJobs(database);
        JobRuns = new PostgresJobRuns(database);
        Head = new PostgresHead(database);
    }

    public IStreamStore Streams { get; }

    public IDueRollouts Driving { get; }

    public ICheckSchedule Questions { get; }

    public IOutbox Outbox { get; }

    public IIdempotencyRepository Idempotency { get; }

    public IRolloutLists Lists { get; }

    public ICheckpointRepository Checkpoints { get; }

    public IEvidenceBundles Bundles { get; }

    public IJobs Jobs { get; }

    public IJobRuns JobRuns { get; }

    public IStoreHead Head { get; }

    public static Task<PostgresStore> OpenAsync(string connection, TimeProvider time, CancellationToken cancellation) =>
        OpenAsync(connection, time, PostgresMigrations.All, cancellation);

    internal static async Task<PostgresStore> OpenAsync(
        string connection,
        TimeProvider time,
        IReadOnlyList<Migration> migrations,
        CancellationToken cancellation
    )
    {
        var pools = PostgresPools.Of(connection);
        try
        {
            await PostgresServerCheck.DemandAsync(pools.General, cancellation).ConfigureAwait(false);
            await PostgresMigrations.RunAsync(pools.General, migrations, cancellation).ConfigureAwait(false);
            return new PostgresStore(
                pools,
                new PostgresWakeUps(connection, time),
                new PostgresRowChanges(connection, time)
            );
        }
        catch
        {
            await pools.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public Task BeatAsync(string process, CancellationToken cancellation) =>
        _pools.General.RunAsync(
            (connection, token) =>
                new PostgresBatch(connection)
                    .Do(
                        """
                        insert into heartbeats (process, beat_at) values (@process, store_now())
                        on conflict (process) do update set beat_at = excluded.beat_at
                        """,
                        PostgresBatch.Value("process", process)
                    )
                    .RunAsync(token),
            cancellation
        );

    public Task RebaseAsync(RebaseRequest request, CancellationToken cancellation) =>
        _pools.General.RunAsync(
            (connection, token) => PostgresRebase.RunAsync(connection, request, token),
            cancellation
        );

    public ValueTask DisposeAsync() => _pools.DisposeAsync();
}
