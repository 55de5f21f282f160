using Rollouts.Sandbox.Aws;

namespace Rollouts.Sandbox.CloudWatch;

/// <summary>Who may ask, and what goes wrong meanwhile.</summary>
internal sealed class CloudWatchRules
{
    // A sandbox may run for weeks.
    private const int MostCalls = 10_000;

    public required string Region { get; init; }

    public List<AwsKey> Keys { get; } = [];

    /// <summary>How many numbers a page has at most.</summary>
    public int PageSize { get; set; } = 100_800;

    /// <summary>How many of the next calls are too many.</summary>
    public int Throttled { get; set; }

    /// <summary>The metrics of which only a part is there, by their names; and what that is called.</summary>
    public Dictionary<string, string> Statuses { get; } = new(StringComparer.Ordinal);

    /// <summary>What is said of a whole answer; null for nothing.</summary>
    public (string Code, string Value)? Message { get; set; }

    /// <summary>How long numbers take to show.</summary>
    public Func<TimeSpan> Lateness { get; init; } = () => TimeSpan.Zero;

    /// <summary>What was called last, as in <c>GetMetricData 12</c> with the number of its queries.</summary>
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
