using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Environments;

/// <summary>The rollouts that are under way in one environment, whose number is limited.</summary>
public sealed record Occupancy
{
    public required EnvironmentName Environment { get; init; }

    public ValueList<RolloutId> UnderWay { get; init; } = [];

    public int Version { get; init; }

    /// <summary>Returns the blocker if the environment is full; empty for a rollout that has a slot already.</summary>
    public ValueList<Blocker> BlockersOf(RolloutId id, int? atOnce) =>
        atOnce is { } most && UnderWay.Count >= most && !UnderWay.Contains(id) ? [new Blocker.NoSlot(most)] : [];

    public ValueList<OccupancyEvent> Take(RolloutId id) =>
        UnderWay.Contains(id) ? [] : [new OccupancyEvent.SlotTaken(id)];

    public ValueList<OccupancyEvent> Free(RolloutId id) =>
        UnderWay.Contains(id) ? [new OccupancyEvent.SlotFreed(id)] : [];

    public Occupancy Evolve(OccupancyEvent happened) =>
        happened switch
        {
            OccupancyEvent.SlotTaken taken => this with { UnderWay = UnderWay.Add(taken.By), Version = Version + 1 },
            OccupancyEvent.SlotFreed freed => this with
            {
                UnderWay = UnderWay.Where(id => id != freed.By).ToValueList(),
                Version = Version + 1,
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
