using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Rollouts.Cli.Imports.Sources;

/// <summary>
/// A part of a manifest with its place. It records which of its keys were read. A key that no importer has read is
/// reported as a loss, so that no part of a manifest is dropped silently.
/// </summary>
internal sealed class SourceNode
{
    private readonly YamlNode _node;
    private readonly Dictionary<string, SourceNode> _children = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private List<SourceNode>? _items;
    private bool _isWhole;

    public SourceNode(YamlNode node, string path)
    {
        (_node, Path) = (node, path);
        if (node is not YamlMappingNode mapping)
        {
            return;
        }

        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? key.ToString();
            if (name == "<<" && value is YamlMappingNode merged)
            {
                // YAML's merge key, by which Helm charts and hand-written files share parts.
                foreach (var (shared, part) in merged.Children)
                {
                    var sharedName = shared.ToString();
                    _children.TryAdd(sharedName, new SourceNode(part, Join(sharedName)));
                }

                continue;
            }

            _children[name] = new SourceNode(value, Join(name));
        }
    }

    public string Path { get; }

    public int Line => (int)_node.Start.Line;

    public bool IsMap => _node is YamlMappingNode;

    public bool IsList => _node is YamlSequenceNode;

    /// <summary>The text of a scalar; null for maps, lists and empty values.</summary>
    public string? Text =>
        _node is YamlScalarNode { Value: { Length: > 0 } text } scalar
        && (scalar.Style != YamlDotNet.Core.ScalarStyle.Plain || text is not ("null" or "~"))
            ? text
            : null;

    /// <summary>A number, also if it is written as text.</summary>
    public double? Number =>
        double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public bool? Flag => bool.TryParse(Text, out var flag) ? flag : null;

    public IReadOnlyList<SourceNode> Items =>
        _items ??= _node is YamlSequenceNode list
            ? [.. list.Children.Select((item, index) => new SourceNode(item, $"{Path}[{index}]"))]
            : [];

    public IEnumerable<string> Keys => _children.Keys;

    public bool IsEmptyMap => IsMap && _children.Count == 0;

    /// <summary>Reads a key; null if it is missing or empty.</summary>
    public SourceNode? this[string key]
    {
        get
        {
            _read.Add(key);
            return _children.TryGetValue(key, out var child) && child is not { IsMap: false, IsList: false, Text: null }
                ? child
                : null;
        }
    }

    /// <summary>Reads a key below others, as in <c>spec.strategy</c>.</summary>
    public SourceNode? At(params string[] path) => path.Aggregate<string, SourceNode?>(this, (node, key) => node?[key]);

    public string? TextOf(string key) => this[key]?.Text;

    public double? NumberOf(string key) => this[key]?.Number;

    /// <summary>Marks the node and everything below it as read, because it was converted as a whole.</summary>
    public SourceNode Whole()
    {
        _isWhole = true;
        return this;
    }

    /// <summary>The keys that no importer has read, the outermost of each branch.</summary>
    public IEnumerable<SourceNode> Unread()
    {
        if (_isWhole)
        {
            yield break;
        }

        foreach (var (key, child) in _children)
        {
            if (!_read.Contains(key))
            {
                yield return child;
                continue;
            }

            foreach (var below in child.Unread())
            {
                yield return below;
            }
        }

        foreach (var below in Items.SelectMany(item => item.Unread()))
        {
            yield return below;
        }
    }

    /// <summary>The value as one line, for a message.</summary>
    public string Short() =>
        Text is { } text ? (text.Length > 60 ? text[..60] + "..." : text)
        : IsList ? "a list"
        : "a map";

    private string Join(string key) => Path.Length == 0 ? key : $"{Path}.{key}";
}
