using System.Diagnostics;

namespace Rollouts.Servers;

/// <summary>
/// A disk of its own that is soon full: a file system in memory, mounted for as long as the test takes. Mounting needs
/// root, or sudo without a password.
/// </summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    private SmallDisk() { }

    public string Path => _folder.Path;

    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var disk = new SmallDisk();
        await AsRootAsync(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            $"size={megabytes}m,mode=0777",
            "rollouts-small-disk",
            disk.Path
        );
        return disk;
    }

    /// <summary>Until nothing more goes onto it; when what is returned is disposed, it has room again.</summary>
    public IDisposable Fill()
    {
        var filler = new Filler(System.IO.Path.Combine(Path, "filler"));
        var block = new byte[4096];
        try
        {
            using var file = new FileStream(filler.File, FileMode.Create, FileAccess.Write, FileShare.None, 1);
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            return filler;
        }
    }

    public void Dispose()
    {
        // Whoever still has a file open in there is killed with its test; the mount goes when it does.
        AsRootAsync("umount", "--lazy", Path).GetAwaiter().GetResult();
        _folder.Dispose();
    }

    private static async Task AsRootAsync(params IEnumerable<string> command)
    {
        string[] words = Environment.IsPrivilegedProcess ? [.. command] : ["sudo", "-n", .. command];
        using var process = Process.Start(
            new ProcessStartInfo(words[0], words[1..]) { UseShellExecute = false, RedirectStandardError = true }
        )!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{string.Join(' ', words)}' failed: {error}");
        }
    }

    private sealed class Filler(string file) : IDisposable
    {
        public string File => file;

        public void Dispose() => System.IO.File.Delete(file);
    }
}
