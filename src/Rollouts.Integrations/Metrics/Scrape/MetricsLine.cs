using System.Globalization;
using System.Text;

namespace Rollouts.Integrations.Metrics.Scrape;

/// <summary>
/// One sample as the text format of Prometheus and OpenMetrics writes it:
/// <c>name{label="value"} number [timestamp] [# exemplar]</c>. What follows the number is passed over: counters are
/// taken at the time at which they are read.
/// </summary>
internal ref struct MetricsLine
{
    private readonly ReadOnlySpan<char> _line;
    private int _at;

    private MetricsLine(ReadOnlySpan<char> line) => _line = line;

    /// <summary>
    /// The name of the metric on a line, without parsing the rest; empty if the name is inside the braces.
    /// </summary>
    public static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> line)
    {
        var end = line.IndexOfAny('{', ' ', '\t');
        return end < 0 ? line : line[..end];
    }

    /// <summary>Parses the line; returns false if it is not valid.</summary>
    public static bool TryRead(ReadOnlySpan<char> line, out Dictionary<string, string> labels, out double value)
    {
        var reader = new MetricsLine(line);
        labels = new(StringComparer.Ordinal);
        value = 0;
        var name = NameOf(line).ToString();
        reader._at = name.Length;
        if (name.Length > 0)
        {
            labels["__name__"] = name;
        }

        reader.Space();
        return (!reader.Take('{') || reader.Labels(labels))
            && labels.ContainsKey("__name__")
            && reader.Number(out value);
    }

    private bool Labels(Dictionary<string, string> labels)
    {
        while (true)
        {
            Space();
            if (Take('}'))
            {
                return true;
            }

            if (!Word(out var name))
            {
                return false;
            }

            Space();
            if (Take('='))
            {
                Space();
                if (!Quoted(out var value) || !labels.TryAdd(name, value))
                {
                    return false;
                }
            }
            else if (!labels.TryAdd("__name__", name))
            {
                // A name in quotes among the labels is that of the metric, since Prometheus 3; there is one.
                return false;
            }

            Space();
            if (!Take(',') && (_at >= _line.Length || _line[_at] != '}'))
            {
                return false;
            }
        }
    }

    private bool Word(out string word)
    {
        if (_at < _line.Length && _line[_at] == '"')
        {
            return Quoted(out word);
        }

        var rest = _line[_at..];
        var end = rest.IndexOfAny("=,} \t");
        word = end <= 0 ? "" : rest[..end].ToString();
        _at += word.Length;
        return word.Length > 0;
    }

    private bool Quoted(out string text)
    {
        text = "";
        if (!Take('"'))
        {
            return false;
        }

        var start = _at;
        var end = _line[_at..].IndexOfAny('"', '\\');
        if (end >= 0 && _line[_at + end] == '"')
        {
            text = _line.Slice(start, end).ToString();
            _at += end + 1;
            return true;
        }

        var built = new StringBuilder();
        for (; _at < _line.Length; _at++)
        {
            if (_line[_at] == '"')
            {
                _at++;
                text = built.ToString();
                return true;
            }

            if (_line[_at] == '\\' && _at + 1 < _line.Length)
            {
                _at++;
                built.Append(_line[_at] == 'n' ? '\n' : _line[_at]);
            }
            else
            {
                built.Append(_line[_at]);
            }
        }

        return false;
    }

    private bool Number(out double value)
    {
        Space();
        var rest = _line[_at..];
        var end = rest.IndexOfAny(' ', '\t');
        var number = end < 0 ? rest : rest[..end];
        (bool isWord, value) = number switch
        {
            "NaN" or "nan" => (true, double.NaN),
            "+Inf" or "Inf" or "+inf" or "inf" => (true, double.PositiveInfinity),
            "-Inf" or "-inf" => (true, double.NegativeInfinity),
            _ => (false, 0),
        };
        return isWord || double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private void Space()
    {
        while (_at < _line.Length && _line[_at] is ' ' or '\t')
        {
            _at++;
        }
    }

    private bool Take(char wanted)
    {
        var found = _at < _line.Length && _line[_at] == wanted;
        _at += found ? 1 : 0;
        return found;
    }
}
