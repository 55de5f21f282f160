namespace Rollouts.Api.Dashboard.Charts;

/// <summary>Keeps the visible points of each column: its first, last, lowest and highest one.</summary>
internal static class Downsampling
{
    /// <summary>Columns of a chart; a wide screen has about two device pixels for each.</summary>
    public const int Columns = 500;

    /// <summary>The indexes of the kept points, in their order.</summary>
    /// <param name="x">Positions from 0 to 1000, rising.</param>
    public static IReadOnlyList<int> Keep(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count <= Columns * 2)
        {
            return [.. Enumerable.Range(0, x.Count)];
        }

        List<int> kept = [];
        Span<int> four = stackalloc int[4];
        var from = 0;
        while (from < x.Count)
        {
            var column = ColumnOf(x[from]);
            var (to, low, high) = (from, from, from);
            for (; to < x.Count && ColumnOf(x[to]) == column; to++)
            {
                low = y[to] < y[low] ? to : low;
                high = y[to] > y[high] ? to : high;
            }

            (four[0], four[1], four[2], four[3]) = (from, low, high, to - 1);
            four.Sort();
            foreach (var index in four)
            {
                if (kept.Count == 0 || kept[^1] != index)
                {
                    kept.Add(index);
                }
            }

            from = to;
        }

        return kept;
    }

    private static int ColumnOf(double x) => (int)(x / TimeAxis.Width * Columns);
}
