namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>
/// Parses a bare selector such as <c>http_requests_total{app="checkout"}</c>. Deltas, resets and new series are counted
/// here and not by Prometheus, so the query must be the counter itself.
/// </summary>
internal sealed class PromQlSelector
{
    private readonly string _text;
    private readonly List<LabelMatcher?> _matchers = [];
    private int _at;

    private PromQlSelector(string text) => _text = text;

    public string Metric { get; private set; } = "";

    public List<string> Labels { get; } = [];

    /// <summary>All conditions, the name of the metric first; null if a value has an unsupported escape.</summary>
    public IReadOnlyList<LabelMatcher>? Matchers =>
        _matchers.OfType<LabelMatcher>().ToList() is var all && all.Count < _matchers.Count ? null
        : Metric.Length == 0 ? all
        : [new LabelMatcher(LabelMatcher.Name, MatchKind.Is, Metric), .. all];

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
        if (Take('{') && ReadMatchers() is { } reason)
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

    private string? ReadMatchers()
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
            if (label.Length == 0 || Operator() is not { } kind)
            {
                return "its matchers are not of the form label=\"value\"";
            }

            Labels.Add(label);
            Space();
            var start = _at;
            if (!String())
            {
                return $"the value of '{label}' is not a string in quotes";
            }

            _matchers.Add(
                PromQlText.Unquote(_text[start.._at]) is { } value ? new LabelMatcher(label, kind, value) : null
            );
            Space();
            if (!Take(',') && (_at >= _text.Length || _text[_at] != '}'))
            {
                return $"a comma or '}}' is missing after '{label}'";
            }
        }
    }

    private MatchKind? Operator() =>
        Take('!')
            ? Take('=')
                ? MatchKind.IsNot
                : Take('~')
                    ? MatchKind.MatchesNot
                    : null
            : !Take('=')
                ? null
                : Take('~')
                    ? MatchKind.Matches
                    : MatchKind.Is;

    private bool String()
    {
        if (_at >= _text.Length || _text[_at] is not ('"' or '\'' or '`'))
        {
            return false;
        }

        var quote = _text[_at++];
        while (_at < _text.Length)
        {
            var letter = _text[_at++];
            if (letter == quote)
            {
                return true;
            }

            _at += letter == '\\' && quote != '`' ? 1 : 0;
        }

        return false;
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
