using System.Globalization;
using System.Text;

namespace Rollouts.Primitives;

/// <summary>Durations as plans write them: <c>90s</c>, <c>10m</c>, <c>1h30m</c>.</summary>
public static class Spans
{
    /// <summary>Longer waits are mistakes: no release takes a year.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(90);

    private static readonly (string Unit, TimeSpan Span)[] Units =
    [
        ("d", TimeSpan.FromDays(1)),
        ("h", TimeSpan.FromHours(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("ms", TimeSpan.FromMilliseconds(1)),
    ];

    public static bool TryParse(string text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        var rest = text.AsSpan();
        var unitsLeft = Units.AsSpan();
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 9 || !TakeUnit(rest[digits..], ref unitsLeft, out var unit, out var length))
            {
                return false;
            }

            span += int.Parse(rest[..digits], CultureInfo.InvariantCulture) * unit;
            if (span > Longest)
            {
                return false;
            }

            rest = rest[(digits + length)..];
        }

        return text.Length > 0;
    }

    /// <summary>The shortest way to write a span; it reads back as the same span.</summary>
    public static string Say(TimeSpan span)
    {
        if (span == TimeSpan.Zero)
        {
            return "0s";
        }

        var said = new StringBuilder();
        foreach (var (unit, length) in Units)
        {
            var count = span.Ticks / length.Ticks;
            if (count > 0)
            {
                said.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
                span -= length * count;
            }
        }

        return said.ToString();
    }

    // Units must fall, so that 30m1h, which is more often a slip than a wish, is refused.
    private static bool TakeUnit(
        ReadOnlySpan<char> text,
        ref Span<(string Unit, TimeSpan Span)> left,
        out TimeSpan unit,
        out int length
    )
    {
        var end = text.IndexOfAnyInRange('0', '9');
        var name = end < 0 ? text : text[..end];
        for (var i = 0; i < left.Length; i++)
        {
            if (name.SequenceEqual(left[i].Unit))
            {
                unit = left[i].Span;
                length = name.Length;
                left = left[(i + 1)..];
                return true;
            }
        }

        unit = default;
        length = 0;
        return false;
    }
}
