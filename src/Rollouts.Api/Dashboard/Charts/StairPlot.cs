using System.Globalization;
using System.Text;

namespace Rollouts.Api.Dashboard.Charts;

/// <summary>Draws weights as staircases, since a weight is valid until the next one.</summary>
internal static class StairPlot
{
    /// <summary>A third above 100 %, so that spans and marks have room.</summary>
    public const double Top = 132;

    public static IReadOnlyList<AxisTick> Scale { get; } =
    [
        new(100, Words.Percent(Weight.Zero)),
        new(Y(25), Words.Percent(Weight.Percent(25)), IsMinor: true),
        new(Y(50), Words.Percent(Weight.Percent(50))),
        new(Y(100), Words.Percent(Weight.Full)),
    ];

    public static double Y(double percent) => Math.Round(100 - (percent / Top * 100), 1);

    public static double Y(Weight weight) => Y(weight.BasisPoints / 100.0);

    /// <summary>The corners of a staircase; null if there are none.</summary>
    /// <param name="until">The end of the last weight.</param>
    public static string? Points(IReadOnlyList<(Instant At, Weight Weight)> steps, TimeAxis axis, Instant until)
    {
        var text = new StringBuilder();
        double? before = null;
        foreach (var (at, weight) in steps)
        {
            if (at > until)
            {
                break;
            }

            var (x, y) = (axis.X(at), Y(weight));
            if (before is { } last)
            {
                Append(text, x, last);
            }

            Append(text, x, y);
            before = y;
        }

        if (before is not { } end)
        {
            return null;
        }

        Append(text, axis.X(until), end);
        return text.ToString();
    }

    private static void Append(StringBuilder text, double x, double y) =>
        text.Append(text.Length == 0 ? "" : " ").Append(CultureInfo.InvariantCulture, $"{x:0.#},{y:0.#}");
}
