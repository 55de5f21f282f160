using Rollouts.Analysis.Ticks;

namespace Rollouts.Api.Dashboard.Charts;

/// <summary>Draws the values of both versions from zero up, in the unit of their metric.</summary>
internal static class ValuePlot
{
    private static readonly double[] Nice = [1, 2, 5, 10];

    /// <summary>The smallest of 1, 2 or 5 times a power of ten that shows all values and limits.</summary>
    public static double TopOf(IReadOnlyList<ValueTick> ticks, IReadOnlyList<double> limits)
    {
        var highest = ticks
            .SelectMany(tick => new[] { tick.Candidate, tick.Baseline })
            .Where(double.IsFinite)
            .DefaultIfEmpty(0)
            .Max();
        var wanted = Math.Max(highest * 1.15, limits.DefaultIfEmpty(0).Max() * 1.2);
        if (wanted <= 0)
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        return power * Array.Find(Nice, nice => nice * power >= wanted);
    }

    public static IReadOnlyList<AxisTick> ScaleOf(double top) =>
        [new(100, "0"), new(50, Words.Number(top / 2)), new(0, Words.Number(top), IsMinor: true)];

    public static IEnumerable<PlotLine> Lines(
        IReadOnlyList<ValueTick> ticks,
        Func<ValueTick, double> arm,
        TimeSpan every,
        TimeAxis axis,
        double top,
        string css,
        string series
    )
    {
        foreach (var part in Segments(ticks, arm, every))
        {
            var shown = part.Where(tick => axis.Shows(tick.To)).ToList();
            if (shown.Count > 0)
            {
                var x = shown.ConvertAll(tick => axis.X(tick.To));
                var y = shown.ConvertAll(tick => RatePlot.Y(arm(tick), top));
                yield return new PlotLine(css, RatePlot.Pairs(x, Downsampling.Keep(x, y), i => y[i]), series, top);
            }
        }
    }

    // A line leads over no time without an answer, and over no value that cannot be drawn.
    private static IEnumerable<List<ValueTick>> Segments(
        IReadOnlyList<ValueTick> ticks,
        Func<ValueTick, double> arm,
        TimeSpan every
    )
    {
        List<ValueTick> part = [];
        foreach (var tick in ticks)
        {
            var isDrawn = double.IsFinite(arm(tick));
            if (part.Count > 0 && (!isDrawn || SlidingRates.IsGap(part[^1], tick, every)))
            {
                yield return part;
                part = [];
            }

            if (isDrawn)
            {
                part.Add(tick);
            }
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }
}
