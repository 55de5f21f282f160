using System.Text.Json;

namespace Rollouts.Release;

/// <summary>The packages of every program, as the last restore resolved them.</summary>
internal static class ShippedPackages
{
    /// <summary>The programs that are published; what they refer to comes with them.</summary>
    private static readonly string[] Programs =
    [
        "Rollouts.Api",
        "Rollouts.Cli",
        "Rollouts.Demo",
        "Rollouts.Sandbox",
        "Rollouts.Worker",
    ];

    /// <summary>Kinds of files that a publish copies.</summary>
    private static readonly string[] Copied = ["runtime", "native", "runtimeTargets", "resource"];

    public static IReadOnlyList<ShippedPackage> Of(string repository) =>
        [
            .. Programs
                .SelectMany(program =>
                    Read(Path.Combine(repository, "artifacts", "obj", program, "project.assets.json"))
                )
                .DistinctBy(package => (package.Name, package.Version))
                .OrderBy(package => package.Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(package => package.Version, StringComparer.Ordinal),
        ];

    private static IEnumerable<ShippedPackage> Read(string assetsFile)
    {
        using var assets = JsonDocument.Parse(File.ReadAllBytes(assetsFile));
        var root = assets.RootElement;
        string[] caches = [.. root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
        var libraries = root.GetProperty("libraries");
        return
        [
            .. root.GetProperty("targets")
                .EnumerateObject()
                .SelectMany(target => target.Value.EnumerateObject())
                .Where(library => library.Value.GetProperty("type").ValueEquals("package") && Ships(library.Value))
                .Select(library => Package(library.Name, libraries.GetProperty(library.Name), caches)),
        ];
    }

    /// <summary>Whether anything of the package is copied beside a program; analyzers and meta packages are not.</summary>
    private static bool Ships(JsonElement library) =>
        Copied
            .Where(kind => library.TryGetProperty(kind, out _))
            .SelectMany(kind => library.GetProperty(kind).EnumerateObject())
            .Any(file => !file.Name.EndsWith("/_._", StringComparison.Ordinal));

    private static ShippedPackage Package(string key, JsonElement library, IEnumerable<string> caches)
    {
        var path = library.GetProperty("path").GetString()!;
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return new ShippedPackage(
            key[..slash],
            key[(slash + 1)..],
            caches.Select(cache => Path.Combine(cache, path)).First(Directory.Exists)
        );
    }
}
