namespace Rollouts.Api.Chat;

/// <summary>A typed command, cut into its parts.</summary>
/// <param name="Verb">In small letters; <c>help</c> for no text at all.</param>
/// <param name="First">What the command is about; empty if it was left out.</param>
/// <param name="Rest">All that follows, as it was typed.</param>
internal sealed record TypedWords(string Verb, string First, string Rest)
{
    public static TypedWords Of(string text)
    {
        var (verb, rest) = Cut(text.Trim());
        var (first, more) = Cut(rest);
        verb = verb.ToLowerInvariant();
        if (verb == "roll" && first.Equals("back", StringComparison.OrdinalIgnoreCase))
        {
            (first, more) = Cut(more);
            return new TypedWords("rollback", first, more);
        }

        return new TypedWords(verb.Length == 0 ? "help" : verb, first, more);
    }

    /// <summary>Whether it changes nothing: it may be lost, and its sender types it again.</summary>
    public bool IsQuestion => Verb is "help" or "list" or "status";

    /// <summary>The first word, and all that follows it.</summary>
    public static (string First, string After) Cut(string text)
    {
        var end = text.AsSpan().IndexOfAny(' ', '\t', '\n');
        return end < 0 ? (text, "") : (text[..end], text[end..].Trim());
    }
}
