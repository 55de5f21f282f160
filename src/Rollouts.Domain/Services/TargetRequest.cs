using Rollouts.Domain.Connections;

namespace Rollouts.Domain.Services;

/// <summary>The known facts about a target's router when a rollout is requested.</summary>
/// <param name="SeenStable">The backend that has all traffic now; null if the router cannot tell.</param>
public sealed record TargetRequest(TargetName Name, bool ReadsBack, bool AddsBackends, BackendName? SeenStable)
{
    /// <summary>How the router spreads requests; null if the router is not known.</summary>
    public RequestDistribution? Distribution { get; init; }

    /// <summary>Whether the counts that the router keeps are of the route alone.</summary>
    public bool CountsOneRoute { get; init; }
}
