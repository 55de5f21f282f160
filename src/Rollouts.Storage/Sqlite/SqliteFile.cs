using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Rollouts.Storage.Sqlite;

/// <summary>
/// The database file: one connection for writes, which callers use in turn with urgent ones first, and one connection
/// for each concurrent reader.
/// </summary>
internal sealed class SqliteFile : IAsyncDisposable
{
    // No other process should have the file open, except for a moment a backup by sqlite3.
    private const string Settings = """
        pragma busy_timeout = 5000;
        pragma foreign_keys = on;
        pragma temp_store = memory;
        pragma journal_size_limit = 67108864;
        """;

    private readonly SqliteLock _lock;
    private readonly SqliteSession _writer;
    private readonly WriterTurn _turn = new();
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private bool _waitsForDisk;
    private bool _isClosed;

    private SqliteFile(string path, SqliteLock held, SqliteSession writer) =>
        (Path, _lock, _writer) = (path, held, writer);

    public string Path { get; }

    /// <exception cref="StoreRefusedException">Another process holds the folder.</exception>
    /// <exception cref="StoreUnavailableException">The file cannot be opened.</exception>
    public static SqliteFile Open(string folder)
    {
        var path = System.IO.Path.Combine(folder, "rollouts.db");
        var held = SqliteLock.Take(folder, path);
        SqliteSession? writer = null;
        try
        {
            writer = SqliteSession.Open(path, isReadOnly: false);
            writer.Run(Settings);
            if (writer.Pragma("journal_mode = wal") != "wal")
            {
                throw new StoreRefusedException(
                    $"{path} lies where SQLite cannot share memory; put it on a local disk."
                );
            }

            writer.Run("pragma synchronous = full");
            return new SqliteFile(path, held, writer) { _waitsForDisk = true };
        }
        catch (Exception exception)
        {
            writer?.Dispose();
            held.Dispose();
            if (exception is SqliteException refused)
            {
                throw SqliteFaults.Of(refused, path);
            }

            throw;
        }
    }

    /// <summary>Writes, and returns when the write is on the disk.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> write, CancellationToken cancellation) =>
        WriteAsync(write, waitsForDisk: true, cancellation);

    /// <summary>
    /// Writes data that a power failure may lose together with everything after it. The holders of leases are dead then
    /// too, and requests without an answer are sent again. A killed process loses nothing. The log is written in order,
    /// so the next write that waits for the disk waits for this one too.
    /// </summary>
    public Task<T> WriteLightlyAsync<T>(Func<SqliteSession, T> write, CancellationToken cancellation) =>
        WriteAsync(write, waitsForDisk: false, cancellation);

    /// <summary>Reads from one snapshot.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        try
        {
            if (!_readers.TryTake(out var session))
            {
                session = SqliteSession.Open(Path, isReadOnly: true);
                session.Run(Settings);
            }

            try
            {
                session.Execute("begin");
                return Task.FromResult(read(session));
            }
            finally
            {
                GiveBack(session);
            }
        }
        catch (SqliteException exception)
        {
            return Task.FromException<T>(SqliteFaults.Of(exception, Path));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.TakeAsync(CancellationToken.None).ConfigureAwait(false);
        if (_isClosed)
        {
            _turn.Pass();
            return;
        }

        _isClosed = true;
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        _writer.Dispose();
        _lock.Dispose();

        // A writer that still waits for its turn then finds the file closed.
        _turn.Pass();
    }

    private async Task<T> WriteAsync<T>(Func<SqliteSession, T> write, bool waitsForDisk, CancellationToken cancellation)
    {
        await _turn.TakeAsync(cancellation).ConfigureAwait(false);
        if (_isClosed)
        {
            _turn.Pass();
            throw new ObjectDisposedException(nameof(SqliteFile));
        }

        try
        {
            if (_waitsForDisk != waitsForDisk)
            {
                // The pragma takes effect when it is compiled, so it must be compiled anew each time.
                _writer.Run(waitsForDisk ? "pragma synchronous = full" : "pragma synchronous = normal");
                _waitsForDisk = waitsForDisk;
            }

            _writer.Execute("begin immediate");
            var result = write(_writer);
            _writer.Execute("commit");
            return result;
        }
        catch (SqliteException exception)
        {
            throw SqliteFaults.Of(exception, Path);
        }
        finally
        {
            try
            {
                RollBack();
            }
            finally
            {
                _turn.Pass();
            }
        }
    }

    // SQLite ends the transaction itself when the disk is full. All other errors leave it open.
    private void RollBack()
    {
        try
        {
            if (_writer.IsInTransaction)
            {
                _writer.Execute("rollback");
            }
        }
        catch (SqliteException exception)
        {
            throw SqliteFaults.Of(exception, Path);
        }
    }

    private void GiveBack(SqliteSession session)
    {
        if (session.IsInTransaction)
        {
            session.Execute("rollback");
        }

        if (_isClosed)
        {
            session.Dispose();
        }
        else
        {
            _readers.Add(session);
        }
    }
}
