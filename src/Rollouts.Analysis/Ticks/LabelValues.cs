using Rollouts.Analysis.Packing;

namespace Rollouts.Analysis.Ticks;

/// <summary>
/// The values of a label that are told apart, in the order in which they were first seen. A value may come from a path
/// that any client can make up, so their number, length and characters are limited, and all others are folded into one.
/// A value keeps its place: where its requests count must not depend on how they went.
/// </summary>
public sealed class LabelValues
{
    /// <summary>The number of places, one of which is for the rest.</summary>
    public const int Most = 32;

    public const int Longest = 64;

    /// <summary>The place of all values that have none of their own.</summary>
    public const string Rest = "";

    private readonly List<string> _values = [Rest];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal) { [Rest] = 0 };

    public int Count => _values.Count;

    public string this[int place] => _values[place];

    /// <summary>Whether a value is short and plain enough to be told apart, and shown to people.</summary>
    public static bool IsPlain(string value) => value.Length is > 0 and <= Longest && value.All(IsPlain);

    /// <summary>The place of a value, which it gets when it is first seen, if one is left.</summary>
    public int PlaceOf(string? value)
    {
        if (value is null || !IsPlain(value))
        {
            return 0;
        }

        if (_places.TryGetValue(value, out int known))
        {
            return known;
        }

        if (_values.Count == Most)
        {
            return 0;
        }

        _places.Add(value, _values.Count);
        _values.Add(value);
        return _values.Count - 1;
    }

    internal void Pack(ref PackWriter writer)
    {
        writer.Whole(_values.Count);
        foreach (string value in _values)
        {
            writer.Plain(value);
        }
    }

    internal static LabelValues Unpack(ref PackReader reader)
    {
        var values = new LabelValues();
        for (long left = reader.Whole(); left > 0; left--)
        {
            values.PlaceOf(reader.Plain());
        }

        return values;
    }

    // The characters of patterns of routes ('/users/<int:id>', '^/v1$'), and none that ends a string or a line. Each
    // place that shows a value escapes it.
    private static bool IsPlain(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || "._:@/+-*{}<>$?^=,~ ".Contains(letter);
}
