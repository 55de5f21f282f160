namespace Rollouts.Integrations.PlanFiles.Documents;

/// <summary>
/// What a YAML or JSON file says, before anybody asks what it means. Both formats come down to this tree, so
/// that the language is read once.
/// </summary>
internal abstract record Node(Place Place)
{
    /// <summary>What stands there, for a sentence: <c>text 'fast'</c>, <c>the number 5</c>, <c>a list</c>.</summary>
    public string Found =>
        this switch
        {
            Scalar { Kind: ScalarKind.Nothing } => "nothing",
            Scalar { Kind: ScalarKind.Number } number => "the number " + Shortened(number.Text),
            Scalar { Kind: ScalarKind.Flag } flag => flag.Text,
            Scalar text => "'" + Shortened(text.Text) + "'",
            Sequence => "a list",
            Mapping => "a map",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    // Control characters would let a hostile file write its own lines into a log.
    internal static string Shortened(string text)
    {
        const int most = 120;
        var visible = new string(text.Take(most).Select(c => char.IsControl(c) ? '\uFFFD' : c).ToArray());
        return text.Length > most ? visible + "..." : visible;
    }
}

internal sealed record Scalar(string Text, ScalarKind Kind, Place Place) : Node(Place);

internal sealed record Sequence(IReadOnlyList<Node> Items, Place Place) : Node(Place);

internal sealed record Mapping(IReadOnlyList<Entry> Entries, Place Place) : Node(Place)
{
    public Entry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);
}

/// <summary>One key of a map with its value; the key has a place of its own.</summary>
internal sealed record Entry(string Key, Place KeyPlace, Node Value);
