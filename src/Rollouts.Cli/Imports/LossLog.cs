using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports;

/// <summary>Collects the differences in the order of the manifest.</summary>
internal sealed class LossLog
{
    private readonly List<Loss> _losses = [];

    public IReadOnlyList<Loss> All =>
        [.. _losses.Distinct().OrderBy(loss => loss.File, StringComparer.Ordinal).ThenBy(loss => loss.Line)];

    public void Lost(string file, SourceNode node, string reason) => Add(file, node, LossKind.Lost, reason);

    public void Changed(string file, SourceNode node, string reason) => Add(file, node, LossKind.Changed, reason);

    public void Left(string file, SourceNode node, string reason) => Add(file, node, LossKind.Left, reason);

    /// <summary>
    /// Reports every key that no importer has read, with the reason for its name or path, or as unknown.
    /// </summary>
    public void Unread(SourceDocument document, IReadOnlyDictionary<string, (LossKind Kind, string Reason)> reasons)
    {
        foreach (var node in document.Root.Unread())
        {
            var (kind, reason) = ReasonFor(node.Path, reasons);
            Add(document.File, node, kind, reason);
        }
    }

    private static (LossKind Kind, string Reason) ReasonFor(
        string path,
        IReadOnlyDictionary<string, (LossKind Kind, string Reason)> reasons
    )
    {
        var last = path[(path.LastIndexOf('.') + 1)..];

        // The path of a manifest in a list begins with its index.
        if (path.StartsWith("items[", StringComparison.Ordinal))
        {
            path = path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..];
        }

        return reasons.TryGetValue(path, out var byPath) ? byPath
            : reasons.TryGetValue(last, out var byName) ? byName
            : (LossKind.Lost, "this key has no counterpart in a plan");
    }

    private void Add(string file, SourceNode node, LossKind kind, string reason) =>
        _losses.Add(new Loss(file, node.Line, node.Path.Length > 0 ? node.Path : ".", kind, reason));
}
