using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Rollouts.Environments;

/// <summary>The rollouts that are under way in one environment, where only so many may be at once.</summary>
public sealed record Occupancy
{
    public required EnvironmentName Environment { get; init; }

    public ValueList<RolloutId> UnderWay { get; init; } = [];

    public int Version { get; init; }

    /// <summary>What keeps one more from beginning; nothing where one that has a slot asks again.</summary>
    public ValueList<Obstacle> InTheWay(RolloutId id, int? atOnce) =>
        atOnce is { } most && UnderWay.Count >= most && !UnderWay.Contains(id) ? [new Obstacle.NoSlot(most)] : [];

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
