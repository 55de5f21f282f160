namespace Rollouts.Domain.Triggers;

/// <summary>
/// What a stranger wrote, made fit to stand in a log for ever: one line, not too long, and nothing in it that cannot be
/// seen or that turns other letters around.
/// </summary>
public static class PlainText
{
    public static string Of(string text, int longest)
    {
        var line = new string([.. text.Take(longest + 1).Select(c => IsPlain(c) ? c : ' ')]).Trim();
        return line.Length <= longest ? line : line[..(longest - 3)] + "...";
    }

    // Half of a pair says nothing, and no store keeps it; a whole one may be cut in the middle.
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
