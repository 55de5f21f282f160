using System.Text;

namespace Rollouts.Integrations.Outside;

/// <summary>What somebody outside wrote, made fit for a sentence: one line, not too long, no tricks.</summary>
internal static class ForeignText
{
    private const int Longest = 300;

    public static string Quoted(string text)
    {
        var line = new StringBuilder();
        // By whole characters: half of a pair, cut here or written outside, can be stored in no record.
        foreach (var rune in text.Trim().EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > Longest)
            {
                line.Append("...");
                break;
            }

            // Control characters would let an answer write its own lines into a log.
            var visible = Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? new Rune(' ') : rune;
            if (visible.Value != ' ' || (line.Length > 0 && line[^1] != ' '))
            {
                line.Append(visible);
            }
        }

        return line.Length == 0 ? "nothing" : $"'{line}'";
    }
}
