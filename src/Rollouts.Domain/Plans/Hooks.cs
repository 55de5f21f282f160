namespace Rollouts.Domain.Plans;

/// <summary>Signed webhooks that receive the milestones of a rollout. None of them can delay a rollout.</summary>
public sealed record Hooks
{
    public Address? Before { get; init; }

    public Address? AfterRollBack { get; init; }

    public Address? AfterSuccess { get; init; }
}
