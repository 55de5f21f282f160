namespace Rollouts.PlanFiles.Documents;

/// <summary>
/// Builds a tree from the events of a parser and keeps it within its limits. It holds its own stack, so that a
/// deeply nested file costs a refusal and not the process's stack.
/// </summary>
internal sealed class TreeBuilder
{
    private readonly Stack<Open> _open = new();
    private int _nodes;

    public Node? Root { get; private set; }

    public DocumentFault? Fault { get; private set; }

    public void OpenMapping(Place place) => Push(new Open(place, IsMapping: true));

    public void OpenSequence(Place place) => Push(new Open(place, IsMapping: false));

    public void Close()
    {
        var closed = _open.Pop();
        Add(closed.IsMapping ? new Mapping(closed.Entries, closed.Place) : new Sequence(closed.Items, closed.Place));
    }

    public void Scalar(Scalar scalar)
    {
        Count(scalar.Place);
        if (_open.TryPeek(out var top) && top is { IsMapping: true, Key: null })
        {
            Key(top, scalar);
        }
        else
        {
            Add(scalar);
        }
    }

    public void Refuse(string code, Place place, string message) => Fault ??= new DocumentFault(code, place, message);

    private void Push(Open open)
    {
        Count(open.Place);
        if (_open.TryPeek(out var top) && top is { IsMapping: true, Key: null })
        {
            Refuse("plan.syntax", open.Place, "a key must be text, not a list or a map");
        }

        if (_open.Count == DocumentLimits.Depth)
        {
            Refuse(
                "plan.too-deep",
                open.Place,
                $"nested deeper than {DocumentLimits.Depth} levels; no plan needs that"
            );
        }

        _open.Push(open);
    }

    private void Key(Open mapping, Scalar key)
    {
        if (!mapping.Keys.Add(key.Text))
        {
            Refuse(
                "plan.duplicate-key",
                key.Place,
                $"key '{Node.Shortened(key.Text)}' stands twice in this map; keep one of them"
            );
        }

        mapping.Key = key;
    }

    private void Add(Node node)
    {
        if (!_open.TryPeek(out var top))
        {
            Root ??= node;
        }
        else if (!top.IsMapping)
        {
            top.Items.Add(node);
        }
        else if (top.Key is { } key)
        {
            top.Entries.Add(new MapEntry(key.Text, key.Place, node));
            top.Key = null;
        }
    }

    private void Count(Place place)
    {
        if (++_nodes > DocumentLimits.Nodes)
        {
            Refuse(
                "plan.too-many-values",
                place,
                $"the file has more than {DocumentLimits.Nodes} values; no plan needs that"
            );
        }
    }

    private sealed record Open(Place Place, bool IsMapping)
    {
        public List<Node> Items { get; } = [];

        public List<MapEntry> Entries { get; } = [];

        public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

        public Scalar? Key { get; set; }
    }
}
