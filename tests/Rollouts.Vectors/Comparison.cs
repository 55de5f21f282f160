using System.Globalization;
using System.Text.Json;

namespace Rollouts.Vectors;

/// <summary>Gathers what differs between one vector and what we say.</summary>
internal sealed class Comparison(string name)
{
    private const double Exact = 1e-9;

    /// <summary>Below this a number is a rounding residue, and its relative error means nothing.</summary>
    public const double Floor = 1e-12;

    private readonly List<string> _differences = [];

    public void Number(string what, double expected, double actual, double relative = Exact, double absolute = Floor)
    {
        bool same =
            expected.Equals(actual) || Math.Abs(expected - actual) <= Math.Max(absolute, relative * Math.Abs(expected));
        if (!same)
        {
            _differences.Add(
                string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected:R}, got {actual:R}")
            );
        }
    }

    public void Number(
        string what,
        JsonElement expected,
        double actual,
        double relative = Exact,
        double absolute = Floor
    ) => Number(what, expected.AsNumber(), actual, relative, absolute);

    public void Text(string what, string? expected, string? actual)
    {
        if (!string.Equals(expected, actual, StringComparison.Ordinal))
        {
            _differences.Add($"{what}: expected {expected}, got {actual}");
        }
    }

    public Finding Finding() =>
        _differences.Count == 0
            ? new Finding(name, Outcome.Agrees)
            : new Finding(name, Outcome.Disagrees, string.Join("; ", _differences));
}
