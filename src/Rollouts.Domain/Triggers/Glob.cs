namespace Rollouts.Domain.Triggers;

/// <summary>
/// A pattern in which <c>*</c> stands for any text and <c>?</c> for one character. Its cost is at most the product of
/// the two lengths, even for untrusted text.
/// </summary>
internal static class Glob
{
    public static bool Matches(string pattern, string text)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, t);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                (p, t) = (p + 1, t + 1);
            }
            else if (star >= 0)
            {
                // The last star takes one more character. The stars before it need not be tried again.
                (p, t) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).TrimEnd('*').IsEmpty;
    }
}
