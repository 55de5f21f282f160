namespace Rollouts.Storage;

/// <summary>
/// Text that every store keeps unchanged. PostgreSQL refuses NUL, and half a surrogate pair has no UTF-8 form: the text
/// that is read would differ from the text in the chain.
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

    /// <exception cref="ArgumentException">A text cannot be stored unchanged.</exception>
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

    /// <summary>Replaces the characters that a store cannot keep, for error messages from outside.</summary>
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
