using System.Globalization;

namespace Rollouts.Sandbox.CloudWatch;

/// <summary>The part of metric math that plans use: numbers, ids, + - * /, brackets and FILL.</summary>
internal sealed class MetricMath(string text, IReadOnlyDictionary<string, SortedDictionary<long, double>> series)
{
    private int _at;

    /// <summary>A series, or a constant number.</summary>
    private sealed record Term(SortedDictionary<long, double>? Series, double Number);

    /// <exception cref="FormatException">The text is not a supported expression.</exception>
    public SortedDictionary<long, double> Run()
    {
        var term = Sum();
        return _at == text.Length && term.Series is { } result
            ? result
            : throw new FormatException("The expression must return a time series");
    }

    private Term Sum()
    {
        var left = Product();
        while (Takes('+', '-') is { } sign)
        {
            left = Combine(left, Product(), (one, other) => sign == '+' ? one + other : one - other);
        }

        return left;
    }

    private Term Product()
    {
        var left = Factor();
        while (Takes('*', '/') is { } sign)
        {
            left = Combine(left, Factor(), (one, other) => sign == '*' ? one * other : one / other);
        }

        return left;
    }

    private Term Factor()
    {
        if (Takes('(') is not null)
        {
            var inner = Sum();
            return Takes(')') is null ? throw Wrong() : inner;
        }

        var word = Word();
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return new Term(null, number);
        }

        if (word == "FILL" && Takes('(') is not null)
        {
            var (filled, comma, value, end) = (Sum(), Takes(','), Sum(), Takes(')'));
            return comma is null || end is null || filled.Series is null
                ? throw Wrong()
                : Filled(filled.Series, value.Number);
        }

        return series.TryGetValue(word, out var found) ? new Term(found, 0) : throw Wrong();
    }

    private Term Filled(SortedDictionary<long, double> holes, double value)
    {
        var whole = new SortedDictionary<long, double>(holes);
        foreach (var time in series.Values.SelectMany(one => one.Keys))
        {
            whole.TryAdd(time, value);
        }

        return new Term(whole, 0);
    }

    // A point that one side lacks is left out, and so is a division by zero.
    private static Term Combine(Term left, Term right, Func<double, double, double> combine)
    {
        if (left.Series is null && right.Series is null)
        {
            return new Term(null, combine(left.Number, right.Number));
        }

        var times = (left.Series ?? right.Series)!.Keys.Where(time => (right.Series ?? left.Series)!.ContainsKey(time));
        return new Term(
            new SortedDictionary<long, double>(
                times
                    .Select(time =>
                        KeyValuePair.Create(
                            time,
                            combine(left.Series?[time] ?? left.Number, right.Series?[time] ?? right.Number)
                        )
                    )
                    .Where(pair => double.IsFinite(pair.Value))
                    .ToDictionary()
            ),
            0
        );
    }

    private char? Takes(params ReadOnlySpan<char> wanted)
    {
        Skip();
        return _at < text.Length && wanted.Contains(text[_at]) ? text[_at++] : null;
    }

    private string Word()
    {
        Skip();
        var from = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '.'))
        {
            _at++;
        }

        return text[from.._at];
    }

    private void Skip()
    {
        while (_at < text.Length && text[_at] == ' ')
        {
            _at++;
        }
    }

    private FormatException Wrong() => new($"Syntax error at position {_at}");
}
