using System.Runtime.Intrinsics;
using Rollouts.Analysis.Numerics;

namespace Rollouts.Analysis.Sequential;

/// <summary>
/// The alternatives for a breach: the candidate is 1.25 to 500 times worse than tolerated, in sixteen even steps. Each
/// is a bet. The evidence is their mean gain, so the size of a fault need not be known.
/// </summary>
internal static class TimesWorse
{
    public const int Count = 16;

    private static readonly double[] Ratios = EvenSteps.Of(least: 1.25, times: 400, Count);

    private static readonly double[] LogRatios = [.. Ratios.Select(ratio => Math.Log(ratio))];

    public static ReadOnlySpan<double> All => Ratios;

    public static Vector256<double> Ratio(int index) => VectorLanes.Load(Ratios, index);

    public static Vector256<double> LogRatio(int index) => VectorLanes.Load(LogRatios, index);
}
