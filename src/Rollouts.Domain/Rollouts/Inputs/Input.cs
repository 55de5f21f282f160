namespace Rollouts.Domain.Rollouts.Inputs;

/// <summary>Everything that can move a rollout. It has one door, and this is what fits through it.</summary>
public abstract record Input;
