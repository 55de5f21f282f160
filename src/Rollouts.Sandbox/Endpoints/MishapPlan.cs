using System.Text.Json.Serialization;

namespace Rollouts.Sandbox.Endpoints;

/// <summary>The failures of an endpoint, until they are changed.</summary>
/// <param name="LatencyMilliseconds">The delay of each response.</param>
/// <param name="Throttled">The share of requests that are throttled, 0 to 1.</param>
/// <param name="Failing">The share of requests that end with a server error, 0 to 1.</param>
/// <param name="Stale">Whether reads return the state before the last write.</param>
internal sealed record MishapPlan(
    int LatencyMilliseconds = 0,
    double Throttled = 0,
    double Failing = 0,
    bool Stale = false
)
{
    private const int LongestMilliseconds = 600_000;

    /// <summary>Why it is invalid; null if it is valid.</summary>
    [JsonIgnore]
    public string? Complaint =>
        LatencyMilliseconds is < 0 or > LongestMilliseconds ? "latencyMilliseconds is from 0 to 600000"
        : Throttled is not (>= 0 and <= 1) ? "throttled is from 0 to 1"
        : Failing is not (>= 0 and <= 1) ? "failing is from 0 to 1"
        : null;
}
