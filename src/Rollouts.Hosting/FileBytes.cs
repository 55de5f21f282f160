namespace Rollouts.Hosting;

/// <summary>Reads files that a user has named.</summary>
public static class FileBytes
{
    /// <exception cref="HostRefusedException">The file does not exist or cannot be read.</exception>
    public static byte[] Read(FileInfo file)
    {
        try
        {
            return File.ReadAllBytes(file.FullName);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new HostRefusedException($"{file}: there is no such file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostRefusedException($"{file}: cannot be read: {exception.Message}");
        }
    }
}
