namespace Rollouts.Domain.Rollouts.Environments;

/// <summary>What can happen to the slots of an environment.</summary>
public abstract record OccupancyEvent
{
    private OccupancyEvent() { }

    public sealed record SlotTaken(RolloutId By) : OccupancyEvent;

    public sealed record SlotFreed(RolloutId By) : OccupancyEvent;
}
