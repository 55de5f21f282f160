using Rollouts.Analysis.Numerics;

namespace Rollouts.Analysis.Sequential;

/// <summary>
/// One grid of bets for each form of evidence, lag and edge. Edges and forms are averaged: an average of evidence is
/// evidence, even if the parts depend on one another. Of the lags the least counts: one of them pairs the arms
/// correctly, and the least is never above it.
/// </summary>
internal sealed class BreachEvidence(int edges, int lags, int forms, FaultOnsetPrior onset)
{
    private static readonly double LogCount = Math.Log(TimesWorse.Count);

    private readonly double[] _logs = Fresh(new double[edges * lags * forms * TimesWorse.Count]);

    /// <summary>The number of judged ticks. Each has laid its part of the stake.</summary>
    public int Judged { get; private set; }

    public Span<double> Logs => _logs;

    /// <summary>The bets of one form, to which the caller adds the increments of the present tick.</summary>
    public Span<double> Grid(int edge, int lag, int form) =>
        _logs.AsSpan(((((edge * lags) + lag) * forms) + form) * TimesWorse.Count, TimesWorse.Count);

    /// <summary>
    /// Lays the stake that is due with the present tick. Call it before adding the tick's increments, because the new
    /// stake takes part in them. The stakes of ticks without increments can be laid together, because they win and lose
    /// nothing.
    /// </summary>
    public void LayStakes(long ticks = 1)
    {
        double laid = 0;
        for (; ticks > 0; ticks--)
        {
            laid += onset.Laid(Judged);
            Judged++;
        }

        if (laid > 0)
        {
            VectorLanes.Add(_logs, Math.Log(laid));
        }
    }

    /// <summary>The evidence in nats, and the edge with the most evidence.</summary>
    public double Weigh(out int loudest)
    {
        double least = double.PositiveInfinity;
        loudest = 0;
        for (int lag = 0; lag < lags; lag++)
        {
            double sum = double.NegativeInfinity;
            double most = double.NegativeInfinity;
            int mostAt = 0;
            for (int edge = 0; edge < edges; edge++)
            {
                double log = OfEdge(edge, lag);
                sum = LogMath.Add(sum, log);
                (most, mostAt) = log > most ? (log, edge) : (most, mostAt);
            }

            double mean = sum - Math.Log(edges);
            (least, loudest) = mean < least ? (mean, mostAt) : (least, loudest);
        }

        return least;
    }

    /// <summary>The evidence of one edge at one lag: the mean of its forms.</summary>
    /// <param name="foreseen">The increments of a tick that has not arrived yet, form by form; empty for none.</param>
    public double OfEdge(int edge, int lag, ReadOnlySpan<double> foreseen = default)
    {
        double unspent = Math.Log(onset.Unspent(Judged));
        double sum = double.NegativeInfinity;
        for (int form = 0; form < forms; form++)
        {
            double staked = foreseen.IsEmpty
                ? VectorLanes.LogSum(Grid(edge, lag, form))
                : LogSum(Grid(edge, lag, form), foreseen.Slice(form * TimesWorse.Count, TimesWorse.Count));
            sum = LogMath.Add(sum, LogMath.Add(staked - LogCount, unspent));
        }

        return sum - Math.Log(forms);
    }

    public void StartAfresh()
    {
        Fresh(_logs);
        Judged = 0;
    }

    public void Restore(int judged) => Judged = judged;

    private static double LogSum(ReadOnlySpan<double> grid, ReadOnlySpan<double> increments)
    {
        Span<double> sums = stackalloc double[TimesWorse.Count];
        grid.CopyTo(sums);
        VectorLanes.Add(sums, increments);
        return VectorLanes.LogSum(sums);
    }

    private static double[] Fresh(double[] logs)
    {
        Array.Fill(logs, double.NegativeInfinity);
        return logs;
    }
}
