using Rollouts.Analysis.Numerics;

namespace Rollouts.Analysis.Compare;

/// <summary>
/// Mann and Whitney's test of whether one set of values is shifted against another, with the interval of shifts that
/// it does not reject: normal approximation, corrected for continuity and ties.
/// </summary>
internal static class MannWhitney
{
    /// <summary>
    /// The evidence of the ranks for a shift above this one (below it if negative), in standard deviations. NaN if all
    /// values are tied.
    /// </summary>
    public static double Statistic(double[] candidate, double[] baseline, double shift)
    {
        double pairs = (double)candidate.Length * baseline.Length;
        double off = PairsAbove(candidate, baseline, shift, out double ties) - (pairs / 2);
        return (off - (0.5 * Math.Sign(off))) / Deviation(candidate.Length, baseline.Length, ties);
    }

    /// <summary>
    /// The exact interval of shifts that are not rejected. The statistic falls only at differences of two values, so
    /// the ends are such differences, and no solver's tolerance can be too coarse for small values.
    /// </summary>
    public static ShiftInterval Interval(double[] candidate, double[] baseline, double confidence)
    {
        double[] differences = Differences(candidate, baseline);
        double ties = TiesWithin(candidate) + TiesWithin(baseline);
        double reach =
            NormalDistribution.Quantile(1 - ((1 - confidence) / 2))
            * Deviation(candidate.Length, baseline.Length, ties);
        double half = differences.Length / 2.0;

        // Just above the j-th difference, j + 1 pairs are no longer above the shift.
        int low = (int)Math.Ceiling(half - 1 - (0.5 + reach));
        int high = (int)Math.Ceiling(half - 1 + 0.5 + reach);
        int middle = differences.Length / 2;
        return new ShiftInterval(
            low < 0 ? double.NegativeInfinity : differences[low],
            high >= differences.Length ? double.PositiveInfinity : differences[high],
            (differences[(differences.Length - 1) / 2] + differences[middle]) / 2
        );
    }

    /// <summary>
    /// Whether a difference could be shown at all: of so few values even the clearest order comes up by chance too
    /// often.
    /// </summary>
    public static bool CanReach(int candidate, int baseline, double confidence)
    {
        double doubt = 1 - confidence;
        double clearest = Math.Log(2) - GammaFunctions.LogChoose(candidate + baseline, candidate);
        double pairs = (double)candidate * baseline;
        double statistic = ((pairs / 2) - 0.5) / Deviation(candidate, baseline, ties: 0);
        return clearest <= Math.Log(doubt) && statistic > NormalDistribution.Quantile(1 - (doubt / 2));
    }

    /// <summary>
    /// In how many pairs the candidate's value, less the shift, is above the baseline's, ties counting half.
    /// </summary>
    /// <param name="ties">The sum of t cubed less t over groups of t tied values, which the deviation asks for.</param>
    public static double PairsAbove(double[] candidate, double[] baseline, double shift, out double ties)
    {
        (double Value, bool IsCandidate)[] all =
        [
            .. candidate.Select(value => (value - shift, true)),
            .. baseline.Select(value => (value, false)),
        ];
        Array.Sort(all, static (left, right) => left.Value.CompareTo(right.Value));

        double above = 0;
        double baselineBelow = 0;
        ties = 0;
        int from = 0;
        while (from < all.Length)
        {
            int to = from;
            double candidates = 0;
            while (to < all.Length && all[to].Value.Equals(all[from].Value))
            {
                candidates += all[to].IsCandidate ? 1 : 0;
                to++;
            }

            double baselines = to - from - candidates;
            above += candidates * (baselineBelow + (baselines / 2));
            baselineBelow += baselines;
            ties += Cubes(to - from);
            from = to;
        }

        return above;
    }

    /// <summary>Ties within one arm. There are no others if the shift is no difference of two values.</summary>
    private static double TiesWithin(double[] arm) => arm.GroupBy(value => value).Sum(group => Cubes(group.Count()));

    private static double Cubes(double tied) => (tied * tied * tied) - tied;

    private static double Deviation(int candidate, int baseline, double ties)
    {
        double all = (double)candidate + baseline;
        double pairs = (double)candidate * baseline;
        return Math.Sqrt(pairs / 12 * (all + 1 - (ties / (all * (all - 1)))));
    }

    private static double[] Differences(double[] candidate, double[] baseline)
    {
        double[] differences = new double[candidate.Length * baseline.Length];
        int at = 0;
        foreach (double above in candidate)
        {
            foreach (double below in baseline)
            {
                differences[at++] = above - below;
            }
        }

        Array.Sort(differences);
        return differences;
    }
}
