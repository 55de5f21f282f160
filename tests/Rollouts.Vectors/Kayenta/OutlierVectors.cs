using System.Text.Json;
using Rollouts.Analysis;
using Rollouts.Analysis.Compare;

namespace Rollouts.Vectors.Kayenta;

/// <summary>Which values lie far off the others.</summary>
internal static class OutlierVectors
{
    public static Finding Detect(JsonElement vector, string name)
    {
        var differences = new Vectors.Comparison(name);
        double[] data = vector.GetProperty("data").AsNumbers();
        Interval fence = FenceOf(vector, data);
        bool[] expected =
        [
            .. vector
                .GetProperty("expected")
                .GetProperty("isOutlier")
                .EnumerateArray()
                .Select(flag => flag.GetBoolean()),
        ];
        bool[] actual = [.. data.Select(value => !Outliers.IsInside(value, fence))];
        differences.Text("isOutlier", string.Join(' ', expected), string.Join(' ', actual));
        return differences.Finding();
    }

    public static Finding Remove(JsonElement vector, string name)
    {
        var differences = new Vectors.Comparison(name);
        double[] data = vector.GetProperty("data").AsNumbers();
        Interval fence = FenceOf(vector, data);
        double[] expected = vector.GetProperty("expected").GetProperty("values").AsNumbers();
        double[] actual = [.. data.Where(value => Outliers.IsInside(value, fence))];
        differences.Text("values", string.Join(' ', expected), string.Join(' ', actual));
        return differences.Finding();
    }

    private static Interval FenceOf(JsonElement vector, double[] data)
    {
        JsonElement options = vector.GetProperty("options");
        return vector.Text("kind").EndsWith("KSigma", StringComparison.Ordinal)
            ? Outliers.Deviations(data, options.Number("k", 3))
            : Outliers.Tukey(data, options.Number("factor", 1.5), options.Flag("reduceSensitivity"));
    }
}
