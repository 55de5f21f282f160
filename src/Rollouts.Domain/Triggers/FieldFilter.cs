using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Rollouts.Domain.Triggers;

/// <summary>Transforms a field before it is inserted: <c>after refs/tags/</c>, <c>first 12</c>.</summary>
internal abstract record FieldFilter
{
    public const string Rule = "what may follow '|' is 'after <text>', 'before <text>', 'first <number>' or 'lower'";

    private const int LongestArgument = 100;

    private FieldFilter() { }

    /// <summary>The rest of the value if it begins with the text; otherwise the whole value.</summary>
    public sealed record After(string Text) : FieldFilter;

    /// <summary>The part before the first occurrence of the text; the whole value if there is none.</summary>
    public sealed record Before(string Text) : FieldFilter;

    public sealed record First(int Count) : FieldFilter;

    public sealed record Lower : FieldFilter;

    [SuppressMessage("Globalization", "CA1308", Justification = "Names are written in small letters, so lower it is.")]
    public string Apply(string value) =>
        this switch
        {
            After after => value.StartsWith(after.Text, StringComparison.Ordinal) ? value[after.Text.Length..] : value,
            Before before => value.IndexOf(before.Text, StringComparison.Ordinal) is >= 0 and var at
                ? value[..at]
                : value,
            First first => value.Length > first.Count ? value[..first.Count] : value,
            Lower => value.ToLowerInvariant(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static FieldFilter? Parse(string text)
    {
        var parts = text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts switch
        {
            ["lower"] => new Lower(),
            ["after", { Length: <= LongestArgument } prefix] => new After(prefix),
            ["before", { Length: <= LongestArgument } mark] => new Before(mark),
            ["first", var count] when int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n) =>
                n is > 0 and <= HostileText.Longest ? new First(n) : null,
            _ => null,
        };
    }
}
