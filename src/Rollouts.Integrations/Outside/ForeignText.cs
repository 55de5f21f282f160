using System.Text;

namespace Rollouts.Integrations.Outside;

/// <summary>What somebody outside wrote, made fit for a sentence: one line, not too long, no tricks.</summary>
internal static class ForeignText
{
    private const int Longest = 300;

    public static string Quoted(string text)
    {
        var line = new StringBuilder();
        foreach (var c in text.Trim())
        {
            if (line.Length == Longest)
            {
                line.Append("...");
                break;
            }

            // Control characters would let an answer write its own lines into a log.
            var visible = char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c;
            if (visible != ' ' || (line.Length > 0 && line[^1] != ' '))
            {
                line.Append(visible);
            }
        }

        return line.Length == 0 ? "nothing" : $"'{line}'";
    }
}
