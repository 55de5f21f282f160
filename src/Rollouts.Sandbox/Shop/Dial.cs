using System.Text.Json.Serialization;

namespace Rollouts.Sandbox.Shop;

/// <summary>The behaviour of a version of the shop.</summary>
/// <param name="ErrorRate">The share of requests that end with a 500, 0 to 1.</param>
/// <param name="LatencyMilliseconds">The typical duration of a request. A few take several times as long.</param>
/// <param name="OnsetSeconds">The delay of the failures after this was set. Until then the version has none.</param>
internal sealed record Dial(double ErrorRate = 0, double LatencyMilliseconds = 5, double OnsetSeconds = 0)
{
    private const double LongestMilliseconds = 60_000;
    private const double LatestSeconds = 86_400;

    /// <summary>Why it is invalid; null if it is valid.</summary>
    [JsonIgnore]
    public string? Complaint =>
        ErrorRate is not (>= 0 and <= 1) ? "errorRate is from 0 to 1"
        : LatencyMilliseconds is not (>= 0 and <= LongestMilliseconds) ? "latencyMilliseconds is from 0 to 60000"
        : OnsetSeconds is not (>= 0 and <= LatestSeconds) ? "onsetSeconds is from 0 to 86400"
        : null;
}
