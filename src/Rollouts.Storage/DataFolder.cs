namespace Rollouts.Storage;

/// <summary>
/// The data folder, accessible only to its owner: the database holds addresses, names and reasons, and the folder holds
/// the installation's key.
/// </summary>
public static class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates the folder, or closes an existing one to the group and to others.</summary>
    /// <exception cref="StoreRefusedException">The folder is open to others and cannot be closed here.</exception>
    /// <exception cref="IOException">The folder cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be created or read.</exception>
    public static void Demand(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        // The mode takes effect only if this call creates the folder.
        Directory.CreateDirectory(folder, OwnerOnly);
        var open = File.GetUnixFileMode(folder) & ~OwnerOnly;
        if (open == UnixFileMode.None)
        {
            return;
        }

        // A folder with other files may be a home folder or /tmp. This program must not change its mode.
        if (!IsOurs(folder))
        {
            throw new StoreRefusedException(
                $"The data folder {folder} holds other files and is open to other users of this machine. Name a folder "
                    + $"of its own, or close this one: chmod u=rwx,go= {folder}"
            );
        }

        Close(folder, OwnerOnly);
    }

    /// <summary>Creates an empty file that only its owner may read, or closes an existing one to others.</summary>
    /// <exception cref="StoreRefusedException">The file is open to others and belongs to another user.</exception>
    internal static FileStream Open(string file)
    {
        var options = new FileStreamOptions
        {
            Mode = System.IO.FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(file, options);
        }

        options.UnixCreateMode = FileMode;
        var stream = new FileStream(file, options);
        try
        {
            if ((File.GetUnixFileMode(file) & ~OwnerOnly) != UnixFileMode.None)
            {
                Close(file, FileMode);
            }

            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static bool IsOurs(string folder) =>
        File.Exists(Path.Combine(folder, "rollouts.db"))
        || File.Exists(Path.Combine(folder, InstallationSeal.FileName))
        || !Directory.EnumerateFileSystemEntries(folder).Any();

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Close(string path, UnixFileMode mode)
    {
        try
        {
            File.SetUnixFileMode(path, mode);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException(
                $"{path} is open to other users of this machine and cannot be closed to them: {exception.Message} "
                    + "Give it to the user that runs this program, or run: chmod go= "
                    + path,
                exception
            );
        }
    }
}
