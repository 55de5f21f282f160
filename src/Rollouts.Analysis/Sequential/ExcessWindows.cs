using Rollouts.Analysis.Packing;
using Rollouts.Analysis.Windows;

namespace Rollouts.Analysis.Sequential;

/// <summary>
/// The excess of the candidate as a difference of rates (Mantel and Haenszel's, tick by tick, so that moving weights
/// and shared incidents do not distort it), over the last two minutes, the last ten and the whole run. The largest
/// counts: the whole run alone would dilute a late fault below any relevant limit.
/// </summary>
internal sealed class ExcessWindows(int edges)
{
    private const int Windows = 3;

    /// <summary>The column of the weights. The weighted differences of each edge follow.</summary>
    private const int WeightColumn = 0;

    private readonly TrailingSums _short = new(TimeSpan.FromMinutes(2), edges + 1);
    private readonly TrailingSums _middle = new(TimeSpan.FromMinutes(10), edges + 1);
    private readonly double[] _run = new double[edges + 1];

    public void MoveTo(Instant now)
    {
        _short.MoveTo(now);
        _middle.MoveTo(now);
    }

    /// <summary>The weight of a tick in the mean of the differences.</summary>
    public static double Weight(in PairedCounts tick) =>
        tick.CandidateRequests * (tick.BaselineRequests / tick.Requests);

    public static double Difference(in PairedCounts tick) =>
        (tick.CandidateBad * (tick.BaselineRequests / tick.Requests))
        - (tick.BaselineBad * (tick.CandidateRequests / tick.Requests));

    public void Add(int edge, in PairedCounts tick)
    {
        AddTo(edge + 1, Difference(tick));
        if (edge == 0)
        {
            AddTo(WeightColumn, Weight(tick));
        }
    }

    /// <summary>The largest excess at one edge, and the window it was found in.</summary>
    public double Largest(int edge, out string window)
    {
        (double Excess, string Window) best = (Of(0, edge), "over the last 2 minutes");
        for (int at = 1; at < Windows; at++)
        {
            double excess = Of(at, edge);
            if (excess > best.Excess)
            {
                best = (excess, at == 1 ? "over the last 10 minutes" : "over the whole run");
            }
        }

        window = best.Window;
        return best.Excess;
    }

    public void StartAfresh()
    {
        _short.Clear();
        _middle.Clear();
        Array.Clear(_run);
    }

    public void Pack(ref PackWriter writer, bool narrow)
    {
        _short.Pack(ref writer, narrow);
        _middle.Pack(ref writer, narrow);
        writer.Numbers(_run, narrow: false);
    }

    public void Unpack(ref PackReader reader, bool narrow)
    {
        _short.Unpack(ref reader, narrow);
        _middle.Unpack(ref reader, narrow);
        reader.Numbers(_run, narrow: false);
    }

    public void RoundToNarrow()
    {
        _short.RoundToNarrow();
        _middle.RoundToNarrow();
    }

    private void AddTo(int column, double value)
    {
        _short.Add(column, value);
        _middle.Add(column, value);
        _run[column] += value;
    }

    private double Of(int window, int edge)
    {
        double weight = Sum(window, WeightColumn);
        return weight > 0 ? Sum(window, edge + 1) / weight : 0;
    }

    private double Sum(int window, int column) =>
        window switch
        {
            0 => _short.Sum(column),
            1 => _middle.Sum(column),
            _ => _run[column],
        };
}
