using Rollouts.Sandbox.Aws;

namespace Rollouts.Sandbox.CloudWatch;

/// <summary>The settings of the simulated CloudWatch, and its failures.</summary>
internal sealed class CloudWatchRules
{
    // A bound, because a sandbox may run for weeks.
    private const int MostCalls = 10_000;

    public required string Region { get; init; }

    public List<AwsKey> Keys { get; } = [];

    /// <summary>The most numbers on a page.</summary>
    public int PageSize { get; set; } = 100_800;

    /// <summary>The number of next calls that are throttled.</summary>
    public int Throttled { get; set; }

    /// <summary>The status of metrics with only partial data, by their names.</summary>
    public Dictionary<string, string> Statuses { get; } = new(StringComparer.Ordinal);

    /// <summary>The message of a whole response; null for none.</summary>
    public (string Code, string Value)? Message { get; set; }

    /// <summary>The delay until numbers are visible.</summary>
    public Func<TimeSpan> Lateness { get; init; } = () => TimeSpan.Zero;

    /// <summary>The last calls, as in <c>GetMetricData 12</c> with the number of queries.</summary>
    public List<string> Calls { get; } = [];

    public void Note(string call)
    {
        lock (Calls)
        {
            if (Calls.Count >= MostCalls)
            {
                Calls.Clear();
            }

            Calls.Add(call);
        }
    }
}
