namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>
/// The context of a place in a PromQL query: outside of strings, or inside a string of a certain kind.
/// </summary>
internal readonly record struct PromQlText(char Quote, bool IsPattern)
{
    private const char None = '\0';

    public bool IsInString => Quote != None;

    /// <summary>Returns the context at the end of the beginning of a query.</summary>
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

    /// <summary>Escapes a value so that it is literal at this place.</summary>
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

    /// <summary>Returns a string literal for this text.</summary>
    public static string Literal(string value) =>
        "\""
        + value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
        + "\"";

    /// <summary>Returns the text of a string literal; null if it has escapes that a label does not need.</summary>
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

    /// <summary>Escapes every special character of RE2, so that the value is matched literally.</summary>
    public static string EscapePattern(string value) =>
        string.Concat(
            value.Select(c => @"\.+*?()|[]{}^$".Contains(c, StringComparison.Ordinal) ? "\\" + c : c.ToString())
        );
}
