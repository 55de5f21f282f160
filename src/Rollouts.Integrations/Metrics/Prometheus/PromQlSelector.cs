namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>
/// Reads a bare selector such as <c>http_requests_total{app="checkout"}</c>. Deltas, resets and new series are
/// counted here and not by Prometheus, so what is asked must be the counter itself.
/// </summary>
internal sealed class PromQlSelector
{
    private readonly string _text;
    private int _at;

    private PromQlSelector(string text) => _text = text;

    public string Metric { get; private set; } = "";

    public List<string> Labels { get; } = [];

    /// <summary>The selector, or null with the reason why the text is none.</summary>
    public static PromQlSelector? Parse(string text, out string? reason)
    {
        var selector = new PromQlSelector(text.Trim());
        reason = selector.Read();
        return reason is null ? selector : null;
    }

    private string? Read()
    {
        Metric = Identifier(colons: true);
        Space();
        if (Take('{') && Matchers() is { } reason)
        {
            return reason;
        }

        Space();
        return _at == _text.Length ? Named() : Rest();
    }

    private string? Named() => Metric.Length > 0 || Labels.Contains("__name__") ? null : "it names no metric";

    private string Rest() =>
        _text[_at] switch
        {
            '(' => $"'{Metric}(...)' is a calculation",
            '[' => "the range '[...]' is added when it is asked",
            _ => $"'{_text[_at..]}' follows the selector",
        };

    private string? Matchers()
    {
        while (true)
        {
            Space();
            if (Take('}'))
            {
                return null;
            }

            var label = Identifier(colons: false);
            Space();
            if (label.Length == 0 || !Operator())
            {
                return "its matchers are not of the form label=\"value\"";
            }

            Labels.Add(label);
            Space();
            if (!String())
            {
                return $"the value of '{label}' is not a string in quotes";
            }

            Space();
            if (!Take(',') && (_at >= _text.Length || _text[_at] != '}'))
            {
                return $"a comma or '}}' is missing after '{label}'";
            }
        }
    }

    private bool Operator() => Take('!') ? Take('=') || Take('~') : Take('=') && (Take('~') || true);

    private bool String()
    {
        if (_at >= _text.Length || _text[_at] is not ('"' or '\'' or '`'))
        {
            return false;
        }

        do
        {
            _at++;
        } while (_at < _text.Length && PromQlText.After(_text[.._at]).IsInString);

        return !PromQlText.After(_text[.._at]).IsInString;
    }

    private string Identifier(bool colons)
    {
        var start = _at;
        while (
            _at < _text.Length
            && (
                char.IsAsciiLetter(_text[_at])
                || _text[_at] == '_'
                || (colons && _text[_at] == ':')
                || (_at > start && char.IsAsciiDigit(_text[_at]))
            )
        )
        {
            _at++;
        }

        return _text[start.._at];
    }

    private void Space()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private bool Take(char wanted)
    {
        var found = _at < _text.Length && _text[_at] == wanted;
        _at += found ? 1 : 0;
        return found;
    }
}
