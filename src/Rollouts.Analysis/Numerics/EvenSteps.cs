namespace Rollouts.Analysis.Numerics;

internal static class EvenSteps
{
    /// <summary>
    /// Numbers from the least on, each the same multiple of the one before, up to that many times the least.
    /// </summary>
    public static double[] Of(double least, double times, int count) =>
        [.. Enumerable.Range(0, count).Select(step => least * Math.Pow(times, step / (count - 1.0)))];
}
