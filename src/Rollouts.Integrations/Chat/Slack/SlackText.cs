using System.Globalization;
using System.Text;

namespace Rollouts.Integrations.Chat.Slack;

/// <summary>Texts as Slack takes them: within its limits, and with no markup but our own.</summary>
internal static class SlackText
{
    /// <summary>Of a section. Slack refuses a message that exceeds one of its limits.</summary>
    public const int MostOfSection = 3000;

    public const int MostOfHeader = 150;

    private const int Cells = 20;

    /// <summary>
    /// A text without markup. A bare '&lt;!channel&gt;' or a link in a name that an outsider chose would be obeyed.
    /// </summary>
    public static string Escape(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => line.Append("&amp;"),
                '<' => line.Append("&lt;"),
                '>' => line.Append("&gt;"),
                // A character that none can see between two marks keeps them from meaning anything.
                '*' or '_' or '~' or '`' => line.Append(rune).Append('\u2060'),
                '\n' => line.Append(' '),
                _ when Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 => line.Append(' '),
                _ => line.Append(rune),
            };
        }

        return line.ToString();
    }

    /// <summary>At most so many UTF-16 units, cut between characters.</summary>
    public static string Clip(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = most - 1;
        end -= char.IsHighSurrogate(text[end - 1]) ? 1 : 0;

        // Half of an escape would show as what it is.
        var escape = text.LastIndexOf('&', end - 1, Math.Min(end, 5));
        end = escape >= 0 && !text.AsSpan(escape, end - escape).Contains(';') ? escape : end;
        return text[..end] + "…";
    }

    /// <summary>As many whole lines as fit, and how many there are beside them.</summary>
    public static string Lines(IReadOnlyList<string> lines, int most)
    {
        const int rest = 20;
        var text = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = Clip(lines[i], most - rest);
            if (text.Length + line.Length + 1 > most - rest)
            {
                return text.Append(CultureInfo.InvariantCulture, $"and {lines.Count - i} more").ToString();
            }

            text.Append(line).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>A share as a bar of characters, which shows on every client and in every notification.</summary>
    public static string Bar(Weight share)
    {
        var filled = (int)Math.Round((double)share.BasisPoints * Cells / Weight.All);

        // A share that is there is seen, and one that is not everything is not shown as everything.
        filled =
            share == Weight.Zero ? 0
            : share == Weight.Full ? Cells
            : Math.Clamp(filled, 1, Cells - 1);
        return $"`{new string('█', filled)}{new string('░', Cells - filled)}` {share}";
    }

    /// <summary>A moment in the reader's own time zone.</summary>
    public static string Moment(Instant at)
    {
        var moment = at.ToDateTimeOffset();
        var fallback = moment.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<!date^{moment.ToUnixTimeSeconds()}^{{date_short_pretty}} at {{time}}|{fallback}>"
        );
    }
}
