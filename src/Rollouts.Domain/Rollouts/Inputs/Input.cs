namespace Rollouts.Domain.Rollouts.Inputs;

/// <summary>An input of the decider: the only way to move a rollout.</summary>
public abstract record Input;
