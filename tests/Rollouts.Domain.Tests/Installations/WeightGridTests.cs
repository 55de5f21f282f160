using FsCheck;
using FsCheck.Fluent;
using Rollouts.Domain.Connections;

namespace Rollouts.Domain.Tests.Installations;

public sealed class WeightGridTests
{
    private static readonly WeightGrid AppMesh = new WeightGrid.SumTo(100);
    private static readonly WeightGrid HAProxy = new WeightGrid.RatioUpTo(256);
    private static readonly WeightGrid[] Grids =
    [
        AppMesh,
        HAProxy,
        new WeightGrid.RatioUpTo(999),
        new WeightGrid.SumTo(10_000),
        new WeightGrid.RatioUpTo(65_535),
    ];

    [Theory]
    [InlineData(500, 5, 95)]
    [InlineData(0, 0, 100)]
    [InlineData(10_000, 100, 0)]
    [InlineData(25, 1, 99)]
    [InlineData(9_999, 99, 1)]
    public void Shares_a_hundred(int share, int candidate, int stable) =>
        Assert.Equal((candidate, stable), AppMesh.Nearest(new Weight(share)));

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(4_999, 0, 1)]
    [InlineData(5_000, 1, 0)]
    [InlineData(10_000, 1, 0)]
    public void Gives_all_or_nothing(int share, int candidate, int stable)
    {
        var grid = new WeightGrid.AllOrNothing();

        Assert.Equal((candidate, stable), grid.Nearest(new Weight(share)));
        Assert.Equal(share is 0 or Weight.All, grid.CanGive(new Weight(share)));
    }

    [Theory]
    [InlineData(500, 1, 19)]
    [InlineData(50, 1, 199)]
    [InlineData(9_950, 199, 1)]
    [InlineData(3_333, 1, 2)]
    public void Finds_the_smallest_ratio(int share, int candidate, int stable) =>
        Assert.Equal((candidate, stable), HAProxy.Nearest(new Weight(share)));

    [Theory]
    [InlineData(500, true)]
    [InlineData(50, true)]
    [InlineData(3_333, true)]
    [InlineData(10, false)]
    [InlineData(9_999, false)]
    public void Knows_which_shares_it_gives_exactly(int share, bool exact) =>
        Assert.Equal(exact, HAProxy.CanGive(new Weight(share)));

    [Fact]
    public void Never_turns_a_little_into_nothing_nor_almost_all_into_all() =>
        Prop.ForAll(
                Gen.Choose(1, Weight.All - 1).ToArbitrary(),
                Gen.Elements(Grids).ToArbitrary(),
                (share, grid) => grid.Nearest(new Weight(share)) is { Candidate: > 0, Stable: > 0 }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Gives_nothing_and_all_exactly() =>
        Assert.All(
            Grids,
            grid =>
            {
                Assert.Equal(0, grid.Nearest(Weight.Zero).Candidate);
                Assert.Equal(0, grid.Nearest(Weight.Full).Stable);
                Assert.True(grid.CanGive(Weight.Zero) && grid.CanGive(Weight.Full));
            }
        );
}
