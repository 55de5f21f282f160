namespace Rollouts.PlanFiles.Documents;

/// <summary>
/// The syntax tree of a YAML or JSON file, without any meaning. Both formats yield this tree, so one reader serves
/// both.
/// </summary>
public abstract record Node(Place Place)
{
    /// <summary>Describes the value for a sentence: <c>text 'fast'</c>, <c>the number 5</c>, <c>a list</c>.</summary>
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

    // Control characters would allow a hostile file to write its own lines into a log.
    internal static string Shortened(string text)
    {
        const int most = 120;
        var visible = new string(text.Take(most).Select(c => char.IsControl(c) ? '\uFFFD' : c).ToArray());
        return text.Length > most ? visible + "..." : visible;
    }
}

public sealed record Scalar(string Text, ScalarKind Kind, Place Place) : Node(Place);

public sealed record Sequence(IReadOnlyList<Node> Items, Place Place) : Node(Place);

public sealed record Mapping(IReadOnlyList<MapEntry> Entries, Place Place) : Node(Place)
{
    public MapEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);
}

/// <summary>One key of a map with its value. The key has its own place.</summary>
public sealed record MapEntry(string Key, Place KeyPlace, Node Value);
