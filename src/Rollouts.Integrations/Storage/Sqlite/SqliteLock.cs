namespace Rollouts.Integrations.Storage.Sqlite;

/// <summary>
/// Holds a data folder for one process. The lock is the operating system's, so it ends with the process however that
/// ends; who holds it stands in a file beside it, because nobody can read a file that is locked.
/// </summary>
internal sealed class SqliteLock : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _file;
    private readonly string _holderFile;

    private SqliteLock(FileStream file, string holderFile) => (_file, _holderFile) = (file, holderFile);

    /// <exception cref="StoreRefusedException">Another process holds it, or the folder cannot be written.</exception>
    public static SqliteLock Take(string folder)
    {
        var (lockFile, holderFile) = (Path.Combine(folder, "rollouts.lock"), Path.Combine(folder, "rollouts.holder"));
        try
        {
            MakeFolder(folder);
            var file = new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            SayWho(holderFile);
            return new SqliteLock(file, holderFile);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StoreRefusedException(
                $"The data folder {folder} cannot be written: {exception.Message}",
                exception
            );
        }
        catch (IOException exception) when (Directory.Exists(folder))
        {
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

    // What is in it is nobody's business but the service's.
    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
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
