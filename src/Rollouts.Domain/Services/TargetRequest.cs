namespace Rollouts.Domain.Services;

/// <summary>The known facts about a target's router when a rollout is requested.</summary>
/// <param name="SeenStable">The backend that has all traffic now; null if the router cannot tell.</param>
public sealed record TargetRequest(TargetName Name, bool ReadsBack, bool AddsBackends, BackendName? SeenStable);
