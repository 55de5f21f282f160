using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rollouts.Architecture.Tests;

/// <summary>
/// Which folder of a project uses which other one. The sources are compiled in memory, because a reference to a parent
/// namespace needs no using and a constant leaves no trace in an assembly. Program.cs puts a program together, and the
/// source of a generated serializer lists the shapes of all folders: both may name every folder and are left out.
/// </summary>
internal static class FolderDependencies
{
    private const string Root = "(root)";

    private static readonly string[] PutsTogether = ["Program.cs", "CliJson.cs"];

    /// <summary>Each pair of folders with one example of a use.</summary>
    public static IReadOnlyDictionary<(string From, string To), string> Of(string room)
    {
        var root = Sources.RootOf(room);
        var compilation = Sources.Compile(room, PutsTogether);
        var uses = new SortedDictionary<(string From, string To), string>();
        foreach (
            var tree in compilation.SyntaxTrees.Where(tree => tree.FilePath.StartsWith(root, StringComparison.Ordinal))
        )
        {
            var model = compilation.GetSemanticModel(tree);
            var from = FolderOf(root, tree.FilePath);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (
                    DeclaredIn(model.GetSymbolInfo(name).Symbol) is { } file
                    && file.StartsWith(root, StringComparison.Ordinal)
                    && FolderOf(root, file) is var to
                    && to != from
                )
                {
                    uses.TryAdd((from, to), $"{Path.GetFileName(tree.FilePath)} uses {Path.GetFileName(file)}");
                }
            }
        }

        return uses;
    }

    /// <summary>Whether there is a way from one folder to the other.</summary>
    public static bool Leads(IReadOnlyDictionary<(string From, string To), string> dependencies, string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var folder))
        {
            if (folder == to)
            {
                return true;
            }

            if (seen.Add(folder))
            {
                foreach (var next in dependencies.Keys.Where(pair => pair.From == folder))
                {
                    open.Push(next.To);
                }
            }
        }

        return false;
    }

    private static string? DeclaredIn(ISymbol? symbol)
    {
        var type = symbol switch
        {
            INamedTypeSymbol named => named,
            IMethodSymbol { ReducedFrom: { } extension } => extension.ContainingType,
            null or INamespaceSymbol => null,
            _ => symbol.ContainingType,
        };
        return type?.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath;
    }

    private static string FolderOf(string root, string file)
    {
        var parts = file[root.Length..].Split(Path.DirectorySeparatorChar);
        return parts.Length == 1 ? Root : parts[0];
    }
}
