namespace Rollouts.Domain.Triggers;

/// <summary>
/// Sanitizes untrusted text for permanent logs: one line, limited length, and no invisible or direction-changing
/// characters.
/// </summary>
public static class PlainText
{
    public static string Of(string text, int longest)
    {
        var line = new string([.. text.Take(longest + 1).Select(c => IsPlain(c) ? c : ' ')]).Trim();
        return line.Length <= longest ? line : line[..(longest - 3)] + "...";
    }

    // All surrogates are replaced: cutting the text may split a pair, and no store accepts half of one.
    private static bool IsPlain(char letter) =>
        !(
            char.IsControl(letter)
            || char.IsSurrogate(letter)
            || letter is '\u061C' or '\u200B' or '\u200C' or '\u200D' or '\u200E' or '\u200F'
            || letter is '\u2028' or '\u2029' or '\uFEFF'
            || letter is >= '\u202A' and <= '\u202E'
            || letter is >= '\u2066' and <= '\u2069'
        );
}
