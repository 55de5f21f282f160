namespace Rollouts.Integrations.Storage.Sqlite;

/// <summary>
/// Holds a data folder for one process. The locks are the operating system's, so they end with the process however it
/// ends. One is on a file of its own; the other is on the database itself, so that a second process is refused even
/// when the lock file was deleted. The name of the holder stands in a third file, which is not locked and can be read.
/// </summary>
internal sealed class SqliteLock : IDisposable
{
    /// <summary>What Linux calls ENOSPC.</summary>
    private const int NoSpace = 28;

    private readonly FileStream _file;
    private readonly FileStream _database;
    private readonly string _holderFile;

    private SqliteLock(FileStream file, FileStream database, string holderFile) =>
        (_file, _database, _holderFile) = (file, database, holderFile);

    /// <param name="database">The database file. A missing one is made, readable by its owner alone.</param>
    /// <exception cref="StoreRefusedException">Another process holds it, or the folder cannot be written.</exception>
    /// <exception cref="StoreUnavailableException">The disk is full.</exception>
    public static SqliteLock Take(string folder, string database)
    {
        FileStream? file = null;
        var (lockFile, holderFile) = (Path.Combine(folder, "rollouts.lock"), Path.Combine(folder, "rollouts.holder"));
        try
        {
            DataFolder.Demand(folder);
            file = DataFolder.Open(lockFile);

            // It stays open until SQLite has closed the file: closing it earlier would end SQLite's own locks.
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
                // Somebody has removed the folder under us; then there is nothing to say who holds it either.
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
            // The lock is held all the same. A disk that is full is the database's to tell.
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
