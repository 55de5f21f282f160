using Rollouts.Integrations.Storage.Asking;
using Rollouts.Integrations.Storage.Checkpoints;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Idempotency;
using Rollouts.Integrations.Storage.Lists;
using Rollouts.Integrations.Storage.Marks;
using Rollouts.Integrations.Storage.Migrations;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Integrations.Storage.Telling;

namespace Rollouts.Integrations.Storage.Postgres;

/// <summary>The store of any number of processes, in PostgreSQL.</summary>
internal sealed class PostgresStore : IStore
{
    private readonly PostgresDatabase _database;

    private PostgresStore(PostgresDatabase database, PostgresWakeUps wakeUps)
    {
        _database = database;
        Streams = new PostgresStreams(database);
        Driving = new PostgresDriving(database, wakeUps);
        Questions = new PostgresQuestions(database);
        Outbox = new PostgresOutbox(database);
        Idempotency = new PostgresIdempotency(database);
        Lists = new PostgresLists(database);
        Checkpoints = new PostgresCheckpoints(database);
        Head = new PostgresHead(database);
    }

    public IStreamStore Streams { get; }

    public IDueRollouts Driving { get; }

    public IQuestionBook Questions { get; }

    public IOutbox Outbox { get; }

    public IIdempotencyBook Idempotency { get; }

    public IRolloutLists Lists { get; }

    public ICheckpointBook Checkpoints { get; }

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
        var database = PostgresDatabase.Of(connection);
        try
        {
            await PostgresServerCheck.DemandAsync(database, cancellation).ConfigureAwait(false);
            await PostgresMigrations.RunAsync(database, migrations, cancellation).ConfigureAwait(false);
            return new PostgresStore(database, new PostgresWakeUps(connection, time));
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public Task BeatAsync(string process, CancellationToken cancellation) =>
        _database.RunAsync(
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
        _database.RunAsync((connection, token) => PostgresRebase.RunAsync(connection, request, token), cancellation);

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
