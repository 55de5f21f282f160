namespace Rollouts.Domain.Rollouts.States;

/// <summary>What a rollout that is only observed would have done.</summary>
public enum ObservedAction
{
    /// <summary>It would have paused for a person.</summary>
    Hold,

    RollBack,
}
