namespace Rollouts.Storage.Sqlite;

/// <summary>
/// Locks a data folder for one process. The operating system owns the locks, so they end with the process in any case.
/// One is on a separate file. The other is on the database itself, so that a second process is refused even if the lock
/// file was deleted. A third file, which is not locked and can be read, names the holder.
/// </summary>
internal sealed class SqliteLock : IDisposable
{
    private const int NoSpace = 28;

    private readonly FileStream _file;
    private readonly FileStream _database;
    private readonly string _holderFile;

    private SqliteLock(FileStream file, FileStream database, string holderFile) =>
        (_file, _database, _holderFile) = (file, database, holderFile);

    /// <param name="database">
    /// The database file. If it is missing, it is created and readable only by its owner.
    /// </param>
    /// <exception cref="StoreRefusedException">
    /// Another process holds the folder, or the folder cannot be written.
    /// </exception>
    /// <exception cref="StoreUnavailableException">The disk is full.</exception>
    public static SqliteLock Take(string folder, string database)
    {
        FileStream? file = null;
        var (lockFile, holderFile) = (Path.Combine(folder, "rollouts.lock"), Path.Combine(folder, "rollouts.holder"));
        try
        {
            DataFolder.Demand(folder);
            file = DataFolder.Open(lockFile);

            // It stays open until SQLite has closed the file. Closing it earlier would end SQLite's own locks.
            var opened = DataFolder.Open(database);
            SayWho(holderFile);
            return new SqliteLock(file, opened, holderFile);
        }
        catch (StoreRefusedException)
        {
            file?.Dispose();
            throw;
        }
        catch (UnauthorizedAccessException exception)
        {
            file?.Dispose();
            throw new StoreRefusedException(
                $"The data folder {folder} cannot be written: {exception.Message}",
                exception
            );
        }
        catch (IOException exception) when (exception.HResult == NoSpace)
        {
            file?.Dispose();
            throw new StoreUnavailableException(
                $"The disk that holds {database} is full. Nothing was written and nothing is lost; make room.",
                exception
            );
        }
        catch (IOException exception) when (Directory.Exists(folder))
        {
            file?.Dispose();
            throw new StoreRefusedException(
                $"The data folder {folder} is in use by {Holder(holderFile)}. SQLite serves one process: stop "
                    + "that one, give this one a folder of its own, or use PostgreSQL.",
                exception
            );
        }
        catch (IOException exception)
        {
            throw new StoreRefusedException($"The data folder {folder} cannot be made: {exception.Message}", exception);
        }
    }

    public void Dispose()
    {
        using (_file)
        using (_database)
        {
            try
            {
                File.Delete(_holderFile);
            }
            catch (IOException)
            {
                // The folder was removed while it was in use, and the file of the holder with it.
            }
        }
    }

    private static void SayWho(string holderFile)
    {
        try
        {
            File.WriteAllText(holderFile, Me());
        }
        catch (IOException)
        {
            // The lock is held without this file. The database reports a full disk.
        }
    }

    private static string Me()
    {
        var program = Path.GetFileName(Environment.ProcessPath) ?? "rollouts";
        return $"process {Environment.ProcessId} ({program}) on {Environment.MachineName}";
    }

    private static string Holder(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
