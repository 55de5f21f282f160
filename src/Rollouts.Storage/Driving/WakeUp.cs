namespace Rollouts.Storage.Driving;

/// <summary>A request to look at a rollout now.</summary>
/// <param name="Class">The lane that looks at it.</param>
public readonly record struct WakeUp(RolloutId Id, WorkClass Class);
