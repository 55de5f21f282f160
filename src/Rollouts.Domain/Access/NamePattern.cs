namespace Rollouts.Domain.Access;

/// <summary>Which names are meant: one, or with <c>*</c> many, as in <c>shop-*</c>. Capitals count.</summary>
public readonly record struct NamePattern(string Text)
{
    /// <summary>What is allowed, in words, for the sentence that refuses a pattern.</summary>
    public const string Rule = "a name in which '*' stands for any part, at most 128 characters and four of '*'";

    // Each star multiplies what a match may cost.
    private const int MostStars = 4;

    public string Text { get; } = Checked(Text);

    public static NamePattern Any { get; } = new("*");

    public bool Matches(string name) => Matches(Text, name);

    /// <summary>
    /// Whether each name that the other pattern matches is matched by this one. A star of the other is matched by a
    /// star alone, so the answer may be no where a cleverer one were yes, and never the other way round.
    /// </summary>
    public bool Includes(NamePattern other) => Matches(Text, other.Text);

    public override string ToString() => Text;

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
        {
            return pattern.SequenceEqual(name);
        }

        if (!name.StartsWith(pattern[..star], StringComparison.Ordinal))
        {
            return false;
        }

        var rest = pattern[(star + 1)..];
        for (var from = star; from <= name.Length; from++)
        {
            if (Matches(rest, name[from..]))
            {
                return true;
            }
        }

        return false;
    }

    private static string Checked(string text) =>
        Name.IsValid(text.Replace("*", "x", StringComparison.Ordinal))
        && text.Count(letter => letter == '*') <= MostStars
            ? text
            : throw new ArgumentException($"'{text}' is no pattern: {Rule}.", nameof(text));
}
