using System.Text.Json.Serialization;

namespace Rollouts.Sandbox.Endpoints;

/// <summary>What goes wrong at an endpoint, until it is told otherwise.</summary>
/// <param name="LatencyMilliseconds">How long each answer waits.</param>
/// <param name="Throttled">The share of requests that are turned away as too many, 0 to 1.</param>
/// <param name="Failing">The share of requests that end with an error of the server, 0 to 1.</param>
/// <param name="Stale">Whether reads show what was there before the last write.</param>
internal sealed record MishapPlan(
    int LatencyMilliseconds = 0,
    double Throttled = 0,
    double Failing = 0,
    bool Stale = false
)
{
    private const int LongestMilliseconds = 600_000;

    /// <summary>Why it makes no sense; null where it does.</summary>
    [JsonIgnore]
    public string? Complaint =>
        LatencyMilliseconds is < 0 or > LongestMilliseconds ? "latencyMilliseconds is from 0 to 600000"
        : Throttled is not (>= 0 and <= 1) ? "throttled is from 0 to 1"
        : Failing is not (>= 0 and <= 1) ? "failing is from 0 to 1"
        : null;
}
