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

    /// <summary>A string literal that means exactly this text.</summary>
    public static string Literal(string value) =>
        "\""
        + value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
        + "\"";

    /// <summary>What a string literal means; null where it uses escapes that nobody needs in a label.</summary>
    public static string? Unquote(string literal)
    {
        var inner = literal[1..^1];
        if (literal[0] == '`' || !inner.Contains('\\', StringComparison.Ordinal))
        {
            return inner;
        }

        var text = new System.Text.StringBuilder(inner.Length);
        for (var at = 0; at < inner.Length; at++)
        {
            if (inner[at] != '\\')
            {
                text.Append(inner[at]);
                continue;
            }

            at++;
            var meant = inner[at] switch
            {
                '\\' or '"' or '\'' => inner[at],
                'n' => '\n',
                't' => '\t',
                _ => '\0',
            };
            if (meant == '\0')
            {
                return null;
            }

            text.Append(meant);
        }

        return text.ToString();
    }

    /// <summary>Every mark that RE2 could take for a command, so that the value stands for itself.</summary>
    public static string EscapePattern(string value) =>
        string.Concat(
            value.Select(c => @"\.+*?()|[]{}^$".Contains(c, StringComparison.Ordinal) ? "\\" + c : c.ToString())
        );
}
