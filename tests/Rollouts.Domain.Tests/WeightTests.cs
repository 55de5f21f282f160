namespace Rollouts.Domain.Tests;

public sealed class WeightTests
{
    [Theory]
    [InlineData(0, "0%")]
    [InlineData(25, "0.25%")]
    [InlineData(500, "5%")]
    [InlineData(10_000, "100%")]
    public void Is_shown_as_a_percentage(int basisPoints, string shown) =>
        Assert.Equal(shown, new Weight(basisPoints).ToString());

    [Theory]
    [InlineData(-1)]
    [InlineData(10_001)]
    public void Is_never_less_than_nothing_or_more_than_all(int basisPoints) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Weight(basisPoints));

    [Fact]
    public void Leaves_the_rest_to_the_other_side() => Assert.Equal(Weight.Percent(95), Weight.Percent(5).Rest);
}
