using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Sequential;

namespace Rollouts.Vectors.Sequential;

/// <summary>Plays one form of evidence over a stream and remembers where it stood after each tick.</summary>
internal static class Bets
{
    public delegate void Increments(Span<double> into, in PairedCounts tick);

    public static double[] Play(
        IReadOnlyList<PairedCounts> ticks,
        FaultOnsetPrior onset,
        Func<PairedCounts, bool> tells,
        Increments increments
    )
    {
        var evidence = new BreachEvidence(edges: 1, lags: 1, forms: 1, onset);
        var logs = new double[ticks.Count];
        Span<double> buffer = stackalloc double[TimesWorse.Count];
        for (int at = 0; at < ticks.Count; at++)
        {
            evidence.LayStakes();
            if (tells(ticks[at]))
            {
                increments(buffer, ticks[at]);
                VectorLanes.Add(evidence.Grid(0, 0, 0), buffer);
            }

            logs[at] = evidence.Weigh(out _);
        }

        return logs;
    }

    public static double[] Vote(IReadOnlyList<PairedCounts> ticks, FaultOnsetPrior onset, double ratio) =>
        Play(
            ticks,
            onset,
            tick => tick is { HasBothArms: true, Bad: > 0 },
            (Span<double> into, in PairedCounts tick) => BreachIncrements.Vote(into, tick, ratio)
        );

    public static double[] Event(
        IReadOnlyList<PairedCounts> ticks,
        FaultOnsetPrior onset,
        double ratio,
        double excess,
        double overdispersion
    ) =>
        Play(
            ticks,
            onset,
            tick => tick.HasBothArms,
            (Span<double> into, in PairedCounts tick) =>
                BreachIncrements.Event(into, tick, ratio, excess, overdispersion)
        );

    public static double[] Mean(double[] left, double[] right) =>
        [.. left.Zip(right, (a, b) => LogMath.Add(a, b) - LogMath.Ln2)];

    public static int? FirstAbove(double[] logs, double threshold)
    {
        int at = Array.FindIndex(logs, log => log >= threshold);
        return at < 0 ? null : at;
    }
}
