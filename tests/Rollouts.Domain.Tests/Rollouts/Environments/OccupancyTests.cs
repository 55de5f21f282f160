using Rollouts.Domain.Environments;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Domain.Tests.Rollouts.Environments;

public sealed class OccupancyTests
{
    private static readonly Occupancy Empty = new() { Environment = new EnvironmentName("prod") };

    [Fact]
    public void Holds_back_whoever_would_be_one_too_many()
    {
        var full = Empty.Take(Known.Id).Aggregate(Empty, (state, happened) => state.Evolve(happened));

        Assert.Equal([new Blocker.NoSlot(1)], full.BlockersOf(Known.Newer, atOnce: 1));
        Assert.Empty(full.BlockersOf(Known.Newer, atOnce: 2));
        Assert.Empty(full.BlockersOf(Known.Newer, atOnce: null));
        Assert.Empty(full.BlockersOf(Known.Id, atOnce: 1));
    }

    [Fact]
    public void A_slot_is_taken_and_freed_once()
    {
        var taken = Empty.Take(Known.Id).Aggregate(Empty, (state, happened) => state.Evolve(happened));
        var freed = taken.Free(Known.Id).Aggregate(taken, (state, happened) => state.Evolve(happened));

        Assert.Empty(taken.Take(Known.Id));
        Assert.Empty(freed.Free(Known.Id));
        Assert.Equal((0, 2), (freed.UnderWay.Count, freed.Version));
    }
}
