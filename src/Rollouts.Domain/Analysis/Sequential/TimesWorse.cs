using System.Runtime.Intrinsics;
using Rollouts.Domain.Analysis.Numerics;

namespace Rollouts.Domain.Analysis.Sequential;

/// <summary>
/// What a breach might look like: the candidate is 1.25 to 500 times worse than tolerated, in sixteen even steps.
/// Each is a bet; the evidence is what they earned on average, so no one has to guess the size of a fault.
/// </summary>
internal static class TimesWorse
{
    public const int Count = 16;

    private static readonly double[] Ratios = EvenSteps.Of(least: 1.25, times: 400, Count);

    private static readonly double[] LogRatios = [.. Ratios.Select(ratio => Math.Log(ratio))];

    public static ReadOnlySpan<double> All => Ratios;

    public static Vector256<double> Ratio(int index) => Lanes.Load(Ratios, index);

    public static Vector256<double> LogRatio(int index) => Lanes.Load(LogRatios, index);
}
