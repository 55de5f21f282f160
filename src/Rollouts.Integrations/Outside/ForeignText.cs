using System.Text;

namespace Rollouts.Integrations.Outside;

/// <summary>
/// Sanitizes text of external systems for use in a sentence: one line, limited length, no control characters.
/// </summary>
internal static class ForeignText
{
    private const int Longest = 300;

    public static string Quoted(string text)
    {
        var line = new StringBuilder();
        // The loop goes by whole characters, because an unpaired surrogate cannot be stored in a record.
        foreach (var rune in text.Trim().EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > Longest)
            {
                line.Append("...");
                break;
            }

            // Control characters would allow an answer to write its own lines into a log.
            var visible = Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? new Rune(' ') : rune;
            if (visible.Value != ' ' || (line.Length > 0 && line[^1] != ' '))
            {
                line.Append(visible);
            }
        }

        return line.Length == 0 ? "nothing" : $"'{line}'";
    }
}
