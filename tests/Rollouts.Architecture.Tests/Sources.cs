using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rollouts.Testing;

namespace Rollouts.Architecture.Tests;

/// <summary>The sources of a project, compiled in memory: an assembly does not tell how it was written.</summary>
internal static class Sources
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(() =>
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Select(file => MetadataReference.CreateFromFile(file)),
        ]
    );

    public static string RootOf(string room) => Repository.PathOf("src", room) + Path.DirectorySeparatorChar;

    /// <param name="leftOut">Names of files that are not looked at.</param>
    public static CSharpCompilation Compile(string room, params IReadOnlyCollection<string> leftOut)
    {
        var own = Assemblies.Of(room).GetName().Name;
        var trees = Directory
            .GetFiles(RootOf(room), "*.cs", SearchOption.AllDirectories)
            .Where(file => !leftOut.Contains(Path.GetFileName(file)))
            .Append(GlobalUsings(room))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file));
        return CSharpCompilation.Create(
            own,
            trees,
            References.Value.Where(reference => Path.GetFileNameWithoutExtension(reference.Display) != own)
        );
    }

    private static string GlobalUsings(string room) =>
        Directory
            .GetFiles(
                Repository.PathOf("artifacts", "obj", room),
                room + ".GlobalUsings.g.cs",
                SearchOption.AllDirectories
            )
            .OrderByDescending(File.GetLastWriteTimeUtc)
            .First();
}
