namespace Rollouts.Domain.Environments;

/// <summary>An event of the slots of an environment.</summary>
public abstract record OccupancyEvent
{
    private OccupancyEvent() { }

    public sealed record SlotTaken(RolloutId By) : OccupancyEvent;

    public sealed record SlotFreed(RolloutId By) : OccupancyEvent;
}
