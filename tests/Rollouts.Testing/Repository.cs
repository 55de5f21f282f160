using System.Runtime.CompilerServices;

namespace Rollouts.Testing;

/// <summary>Where the sources of this checkout lie, for tests that read files of the repository.</summary>
public static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
