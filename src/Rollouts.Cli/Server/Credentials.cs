using System.Text.Json;

namespace Rollouts.Cli.Server;

/// <summary>Finds the credential of a request.</summary>
internal static class Credentials
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static string SessionFile
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("ROLLOUTS_CONFIG");
            return Path.Combine(
                string.IsNullOrEmpty(folder)
                    ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "rollouts")
                    : folder,
                "session.json"
            );
        }
    }

    /// <summary>The last session that was opened; null if there is none.</summary>
    public static StoredSession? Newest()
    {
        try
        {
            return File.Exists(SessionFile)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(SessionFile), CliJson.Default.StoredSession)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(
                ExitCodes.Refused,
                $"The session file cannot be read: {exception.Message} Delete it and sign in with 'rollouts login'."
            );
        }
    }

    /// <summary>Stores a session in a file that only its owner may read.</summary>
    public static string Keep(StoredSession session)
    {
        var folder = Path.GetDirectoryName(SessionFile)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        // An existing file would keep its own mode.
        File.Delete(SessionFile);
        using var file = new FileStream(SessionFile, options);
        JsonSerializer.Serialize(file, session, CliJson.Default.StoredSession);
        return SessionFile;
    }

    /// <summary>Deletes the session on this machine.</summary>
    public static void Forget() => File.Delete(SessionFile);

    /// <summary>Null if there is none. The server then answers which request needs a credential.</summary>
    public static Credential? Find(FileInfo? keyFile, Uri server)
    {
        if (keyFile is not null)
        {
            return new Credential.Key(Read(keyFile.FullName));
        }

        if (Environment.GetEnvironmentVariable(ServerOptions.KeyVariable) is { Length: > 0 } key)
        {
            return new Credential.Key(key.Trim());
        }

        if (Environment.GetEnvironmentVariable(ServerOptions.KeyFileVariable) is { Length: > 0 } path)
        {
            return new Credential.Key(Read(path));
        }

        // A session is sent only to the server that opened it.
        return
            Newest() is { } session
            && Uri.TryCreate(session.Server, UriKind.Absolute, out var opener)
            && Uri.Compare(
                opener,
                server,
                UriComponents.SchemeAndServer,
                UriFormat.UriEscaped,
                StringComparison.Ordinal
            ) == 0
            ? new Credential.Session(session)
            : null;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCodes.Usage, $"The key file cannot be read: {exception.Message}");
        }
    }
}
