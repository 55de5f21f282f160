namespace Rollouts.Domain.Access;

/// <summary>A pattern for names: one name, or many with <c>*</c>, as in <c>shop-*</c>. Case matters.</summary>
public readonly record struct NamePattern(string Text)
{
    /// <summary>The syntax in words, for the sentence that refuses a pattern.</summary>
    public const string Rule = "a name in which '*' stands for any part, at most 128 characters and four of '*'";

    // Each star multiplies the cost of a match.
    private const int MostStars = 4;

    public string Text { get; } = Checked(Text);

    public static NamePattern Any { get; } = new("*");

    public bool Matches(string name) => Matches(Text, name);

    /// <summary>
    /// Whether this pattern matches every name that the other one matches. Only a star matches a star of the other
    /// pattern. The result may therefore be false although the pattern includes the other one, but it is never wrongly
    /// true.
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
