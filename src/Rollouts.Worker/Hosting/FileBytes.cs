namespace Rollouts.Worker.Hosting;

/// <summary>Files that somebody has named.</summary>
internal static class FileBytes
{
    /// <exception cref="HostRefusedException">It is not there, or not to be read.</exception>
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
