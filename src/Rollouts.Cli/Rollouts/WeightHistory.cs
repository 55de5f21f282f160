using System.Globalization;

namespace Rollouts.Cli.Rollouts;

/// <summary>The observed shares of traffic during a watch, for its staircase.</summary>
internal sealed class WeightHistory
{
    /// <summary>
    /// The number that fits on a narrow terminal. Beyond it every second one of the older shares is dropped.
    /// </summary>
    private const int Most = 60;

    private const string Bars = " ▁▂▃▄▅▆▇█";

    private readonly Dictionary<string, List<decimal>> _shares = new(StringComparer.Ordinal);

    public void Add(RolloutShape rollout)
    {
        foreach (var target in rollout.Targets)
        {
            if (!_shares.TryGetValue(target.Name, out var shares))
            {
                _shares[target.Name] = shares = [];
            }

            shares.Add(Share(target.Observed));
            if (shares.Count > Most)
            {
                // Old steps stay visible in less detail, so that the picture always shows the beginning.
                _shares[target.Name] = [.. shares.Where((_, index) => index % 2 == 0 || index == shares.Count - 1)];
            }
        }
    }

    /// <summary>The staircase of a target, one bar an observation.</summary>
    public string Staircase(string target) =>
        _shares.TryGetValue(target, out var shares)
            ? new string([.. shares.Select(share => Bars[(int)Math.Ceiling(share / 100 * (Bars.Length - 1))])])
            : "";

    private static decimal Share(string? text) =>
        decimal.TryParse(text?.TrimEnd('%'), NumberStyles.Number, CultureInfo.InvariantCulture, out var share)
            ? Math.Clamp(share, 0, 100)
            : 0;
}
