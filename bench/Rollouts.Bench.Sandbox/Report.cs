using System.Globalization;

namespace Rollouts.Bench.Sandbox;

/// <summary>What was measured, as lines of a Markdown table.</summary>
internal static class Report
{
    public const string Heading = """
        | the bad version | runs | p50 | p90 | longest | failed requests, p50 | p90 |
        |---|---:|---:|---:|---:|---:|---:|
        """;

    public static string Line(string name, IReadOnlyList<WayBack> seen)
    {
        var took = seen.Select(one => one.Took.TotalSeconds).Order().ToArray();
        var failed = seen.Select(one => (double)one.Failed).Order().ToArray();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {seen.Count} | {At(took, 0.5):0.0} s | {At(took, 0.9):0.0} s | {took[^1]:0.0} s "
                + $"| {At(failed, 0.5):0} | {At(failed, 0.9):0} |"
        );
    }

    // The smallest that so large a part of them does not exceed.
    private static double At(double[] sorted, double part) => sorted[(int)Math.Ceiling(part * sorted.Length) - 1];
}
