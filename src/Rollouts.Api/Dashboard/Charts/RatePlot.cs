using System.Globalization;
using System.Text;

namespace Rollouts.Api.Dashboard.Charts;

/// <summary>Draws the rates of both versions with their intervals, a limit, and the times without an answer.</summary>
internal static class RatePlot
{
    private static readonly double[] Nice = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

    /// <summary>A window with fewer requests has an interval that would determine the scale alone.</summary>
    private const long FewRequests = 50;

    public static double TopOf(SlidingRates rates, double? limit)
    {
        var highest = rates
            .Candidate.Concat(rates.Baseline)
            .Where(point => point.Requests >= FewRequests)
            .Select(point => point.Rate)
            .DefaultIfEmpty(0)
            .Max();
        var wanted = Math.Max(Math.Max(highest * 1.15, (limit ?? 0) * 1.6), 0.002);
        return Array.Find(Nice, nice => nice >= wanted) is var top && top > 0 ? top : 1;
    }

    public static IReadOnlyList<AxisTick> ScaleOf(double top) =>
        [new(100, Words.Percent(0d)), new(50, Words.Percent(top / 2)), new(0, Words.Percent(top), IsMinor: true)];

    public static IEnumerable<PlotLine> Lines(
        IReadOnlyList<RatePoint> points,
        TimeAxis axis,
        double top,
        string css,
        string series
    ) =>
        Segments(points, axis, top)
            .Select(stretch => new PlotLine(
                css,
                Pairs(stretch.X, stretch.Keep, i => Y(stretch.Points[i].Rate, top)),
                series,
                top * 100
            ));

    public static IEnumerable<PlotBand> Bands(IReadOnlyList<RatePoint> points, TimeAxis axis, double top, string css) =>
        Segments(points, axis, top)
            .Where(stretch => stretch.Points.Count > 1)
            .Select(stretch => new PlotBand(
                css,
                Pairs(stretch.X, stretch.Keep, i => Y(stretch.Points[i].Interval.High, top))
                    + " "
                    + Pairs(stretch.X, [.. stretch.Keep.Reverse()], i => Y(stretch.Points[i].Interval.Low, top))
            ));

    public static double Y(double value, double top) => Math.Clamp(100 - (value / top * 100), 0, 100);

    /// <summary>Pairs in SVG's format with one digit, a tenth of a thousandth of the width.</summary>
    public static string Pairs(IReadOnlyList<double> x, IReadOnlyList<int> keep, Func<int, double> y)
    {
        var text = new StringBuilder(keep.Count * 10);
        foreach (var i in keep)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(CultureInfo.InvariantCulture, $"{x[i]:0.#},{y(i):0.#}");
        }

        return text.ToString();
    }

    private static IEnumerable<(
        IReadOnlyList<RatePoint> Points,
        IReadOnlyList<double> X,
        IReadOnlyList<int> Keep
    )> Segments(IReadOnlyList<RatePoint> points, TimeAxis axis, double top)
    {
        var from = 0;
        while (from < points.Count)
        {
            var to = from + 1;
            while (to < points.Count && !points[to].Begins)
            {
                to++;
            }

            var part = points.Skip(from).Take(to - from).Where(point => axis.Shows(point.At)).ToList();
            if (part.Count > 0)
            {
                var x = part.ConvertAll(point => axis.X(point.At));
                yield return (part, x, Downsampling.Keep(x, part.ConvertAll(point => Y(point.Rate, top))));
            }

            from = to;
        }
    }
}
