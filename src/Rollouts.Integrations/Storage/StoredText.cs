namespace Rollouts.Integrations.Storage;

/// <summary>
/// Text that every store keeps as it is. NUL is refused by PostgreSQL, and half a surrogate pair has no UTF-8: it would
/// come back as something else than was chained.
/// </summary>
internal static class StoredText
{
    private const char Unreadable = '\uFFFD';

    public static bool CanBeKept(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
        {
            return false;
        }

        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return false;
            }

            text = text[(at + 2)..];
        }

        return true;
    }

    /// <exception cref="ArgumentException">One of them cannot be kept.</exception>
    public static void Demand(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!CanBeKept(text))
            {
                throw new ArgumentException("A NUL or half a surrogate pair cannot be stored.", nameof(texts));
            }
        }
    }

    /// <summary>What somebody else's error says, in a form that can be kept whatever it says.</summary>
    public static string Mend(string text) =>
        CanBeKept(text)
            ? text
            : string.Create(
                text.Length,
                text,
                (mended, original) =>
                {
                    for (var i = 0; i < mended.Length; i++)
                    {
                        mended[i] = original[i] == '\0' || char.IsSurrogate(original[i]) ? Unreadable : original[i];
                    }
                }
            );
}
