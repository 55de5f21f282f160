namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>Where in a PromQL query a place is: within a string or not, and within which kind of string.</summary>
internal readonly record struct PromQlText(char Quote, bool IsPattern)
{
    private const char None = '\0';

    public bool IsInString => Quote != None;

    /// <summary>The place at the end of a piece of a query that began at its beginning.</summary>
    public static PromQlText After(string before)
    {
        var quote = None;
        var pattern = false;
        for (var i = 0; i < before.Length; i++)
        {
            var c = before[i];
            if (quote == None)
            {
                if (c == '#')
                {
                    var end = before.IndexOf('\n', i);
                    i = end < 0 ? before.Length : end;
                }
                else if (c is '"' or '\'' or '`')
                {
                    quote = c;
                    pattern = before.AsSpan(0, i).TrimEnd() is [.., '=' or '!', '~'];
                }
            }
            else if (c == '\\' && quote != '`')
            {
                i++;
            }
            else if (c == quote)
            {
                quote = None;
            }
        }

        return new PromQlText(quote, pattern && quote != None);
    }

    /// <summary>Writes a value so that it stands for itself at this place.</summary>
    public string Escape(string value)
    {
        var literal = IsPattern ? EscapePattern(value) : value;
        return Quote switch
        {
            '`' => literal,
            '"' or '\'' => literal
                .Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace(Quote.ToString(), "\\" + Quote, StringComparison.Ordinal),
            _ => throw new InvalidOperationException(
                "A value has no place outside a string; the review refuses such a query."
            ),
        };
    }

    // Every mark that RE2 could take for a command.
    private static string EscapePattern(string value) =>
        string.Concat(
            value.Select(c => @"\.+*?()|[]{}^$".Contains(c, StringComparison.Ordinal) ? "\\" + c : c.ToString())
        );
}
