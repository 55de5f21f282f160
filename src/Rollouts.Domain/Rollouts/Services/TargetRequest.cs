namespace Rollouts.Domain.Rollouts.Services;

/// <summary>What is known of a target's router when a rollout is asked for.</summary>
/// <param name="SeenStable">The backend that has all traffic now; null where the router cannot say.</param>
public sealed record TargetRequest(TargetName Name, bool ReadsBack, bool AddsBackends, BackendName? SeenStable);
