using Rollouts.Integrations.Storage.Asking;
using Rollouts.Integrations.Storage.Checkpoints;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Integrations.Storage.Idempotency;
using Rollouts.Integrations.Storage.Lists;
using Rollouts.Integrations.Storage.Migrations;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Integrations.Storage.Telling;

namespace Rollouts.Integrations.Storage.Sqlite;

/// <summary>The store of one process, in a file.</summary>
internal sealed class SqliteStore : IStore
{
    private SqliteStore(SqliteFile file, RisingClock clock)
    {
        var wakeUps = new WakeUps();
        File = file;
        Streams = new SqliteStreams(file, clock, wakeUps);
        Driving = new SqliteDriving(file, clock, wakeUps);
        Questions = new SqliteQuestions(file, clock);
        Outbox = new SqliteOutbox(file, clock);
        Idempotency = new SqliteIdempotency(file, clock);
        Lists = new SqliteLists(file);
        Checkpoints = new SqliteCheckpoints(file);
    }

    public IStreamStore Streams { get; }

    public IDueRollouts Driving { get; }

    public IQuestionBook Questions { get; }

    public IOutbox Outbox { get; }

    public IIdempotencyBook Idempotency { get; }

    public IRolloutLists Lists { get; }

    public ICheckpointBook Checkpoints { get; }

    /// <summary>For tests, which reach behind the store's back.</summary>
    internal SqliteFile File { get; }

    public static Task<SqliteStore> OpenAsync(string folder, TimeProvider time, CancellationToken cancellation) =>
        OpenAsync(folder, time, SqliteMigrations.All, cancellation);

    internal static async Task<SqliteStore> OpenAsync(
        string folder,
        TimeProvider time,
        IReadOnlyList<Migration> migrations,
        CancellationToken cancellation
    )
    {
        var clock = new RisingClock(time);
        var file = SqliteFile.Open(folder);
        try
        {
            await SqliteMigrations.RunAsync(file, migrations, clock, cancellation).ConfigureAwait(false);
            await SqliteLeases.EndAllAsync(file, cancellation).ConfigureAwait(false);
            return new SqliteStore(file, clock);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => File.DisposeAsync();
}
