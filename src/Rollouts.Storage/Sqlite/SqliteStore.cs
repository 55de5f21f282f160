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

namespace Rollouts.Storage.Sqlite;

/// <summary>The SQLite store of one process, in a file.</summary>
internal sealed class SqliteStore : IStore
{
    private readonly WallClock _clock;

    private SqliteStore(SqliteFile file, WallClock clock)
    {
        var (wakeUps, changes) = (new WakeUps(), new RowChanges());
        (File, _clock) = (file, clock);
        Streams = new SqliteStreams(file, clock, wakeUps, changes);
        Driving = new SqliteDriving(file, clock, wakeUps);
        Questions = new SqliteQuestions(file, clock);
        Outbox = new SqliteOutbox(file, clock);
        Idempotency = new SqliteIdempotency(file, clock);
        Lists = new SqliteLists(file, changes);
        Checkpoints = new SqliteCheckpoints(file);
        Bundles = new SqliteBundles(file);
        Jobs = new SqliteJobs(file, clock);
        JobRuns = new SqliteJobRuns(file, clock);
        Head = new SqliteHead(file, clock);
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

    /// <summary>For tests that access the database directly.</summary>
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
        var clock = new WallClock(time);
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

    public Task BeatAsync(string process, CancellationToken cancellation) =>
        File.WriteAsync(
            session =>
                session.Execute(
                    """
                    insert into heartbeats (process, beat_at) values (@process, @now)
                    on conflict (process) do update set beat_at = excluded.beat_at
                    """,
                    ("@process", process),
                    ("@now", _clock.Now().Microseconds)
                ),
            cancellation
        );

    public Task RebaseAsync(RebaseRequest request, CancellationToken cancellation) =>
        File.WriteAsync(session => SqliteRebase.Rebase(session, request, _clock.Now()), cancellation);

    public ValueTask DisposeAsync() => File.DisposeAsync();
}
