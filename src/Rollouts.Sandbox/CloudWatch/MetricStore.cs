using System.Collections.Concurrent;

namespace Rollouts.Sandbox.CloudWatch;

/// <summary>The metrics and alarms of the sandbox's CloudWatch.</summary>
/// <param name="time">The clock of the numbers. Signatures use the real time.</param>
internal sealed class MetricStore(TimeProvider time)
{
    // More than a day of the sandbox's numbers. It may run for weeks, and no plan looks back that far.
    private const int MostNumbers = 20_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<(DateTimeOffset At, double Value)>> _series = new(StringComparer.Ordinal);

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The states of alarms by their names: OK, ALARM or INSUFFICIENT_DATA.</summary>
    public ConcurrentDictionary<string, string> Alarms { get; } = new(StringComparer.Ordinal);

    /// <summary>The composite alarms among them.</summary>
    public ConcurrentDictionary<string, bool> Composite { get; } = new(StringComparer.Ordinal);

    public static string KeyOf(string space, string name, IEnumerable<KeyValuePair<string, string>> dimensions) =>
        $"{space}|{name}|"
        + string.Join(
            '|',
            dimensions.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")
        );

    public void Put(
        string space,
        string name,
        IEnumerable<KeyValuePair<string, string>> dimensions,
        double value,
        DateTimeOffset? at = null
    )
    {
        lock (_lock)
        {
            var key = KeyOf(space, name, dimensions);
            if (!_series.TryGetValue(key, out var values))
            {
                _series[key] = values = [];
            }

            if (values.Count >= MostNumbers)
            {
                values.RemoveRange(0, MostNumbers / 2);
            }

            values.Add((at ?? Now, value));
        }
    }

    /// <summary>One number for each period with data, the oldest first.</summary>
    public SortedDictionary<long, double> Read(
        string key,
        string stat,
        int period,
        DateTimeOffset start,
        DateTimeOffset end
    )
    {
        lock (_lock)
        {
            return new SortedDictionary<long, double>(
                _series
                    .GetValueOrDefault(key, [])
                    .Where(point => point.At >= start && point.At < end)
                    .GroupBy(point => point.At.ToUnixTimeSeconds() / period * period)
                    .ToDictionary(group => group.Key, group => Statistic(stat, [.. group.Select(point => point.Value)]))
            );
        }
    }

    private static double Statistic(string stat, double[] values) =>
        stat switch
        {
            "Sum" => values.Sum(),
            "Average" => values.Average(),
            "Minimum" => values.Min(),
            "Maximum" => values.Max(),
            "SampleCount" => values.Length,
            ['p', .. var percent] => Percentile(values, double.Parse(percent)),
            _ => throw new ArgumentException(stat, nameof(stat)),
        };

    private static double Percentile(double[] values, double percent)
    {
        Array.Sort(values);
        return values[Math.Clamp((int)Math.Ceiling(percent / 100 * values.Length) - 1, 0, values.Length - 1)];
    }
}
