namespace Rollouts.Demo.HAProxy;

/// <summary>Finds servers of installed Debian packages.</summary>
internal static class Packages
{
    private static readonly string[] Folders =
    [
        "/usr/sbin",
        "/usr/bin",
        "/usr/local/sbin",
        "/usr/local/bin",
        "/opt/homebrew/bin",
    ];

    /// <exception cref="DemoFailedException">A server is missing. The message says how to install it.</exception>
    public static string[] Find(params string[] programs)
    {
        var found = programs.Select(PathOf).ToArray();
        string[] missing = [.. programs.Where((_, index) => found[index] is null)];
        return missing.Length == 0
            ? [.. found.OfType<string>()]
            : throw new DemoFailedException(
                $"{string.Join(" and ", missing)} {(missing.Length == 1 ? "is" : "are")} not installed; on Debian and "
                    + $"Ubuntu: sudo apt-get install --no-install-recommends {string.Join(' ', missing)}"
            );
    }

    private static string? PathOf(string program) =>
        Folders
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
