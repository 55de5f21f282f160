namespace Rollouts.Domain.Plans;

/// <summary>Signed webhooks that are told of the great moments. None of them can hold a rollout up.</summary>
public sealed record Hooks
{
    public Address? Before { get; init; }

    public Address? AfterRollBack { get; init; }

    public Address? AfterSuccess { get; init; }
}
