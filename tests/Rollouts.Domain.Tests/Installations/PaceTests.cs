using Rollouts.Domain.Connections;

namespace Rollouts.Domain.Tests.Installations;

public sealed class PaceTests
{
    private static readonly Instant Noon = new(1_800_000_000_000_000);

    [Theory]
    [InlineData(0, 15)]
    [InlineData(14, 15)]
    [InlineData(15, 30)]
    [InlineData(100, 115)]
    public void Keeps_in_step_with_when_it_was_due(int late, int next) =>
        Assert.Equal(
            Noon + TimeSpan.FromSeconds(next),
            new Pace(TimeSpan.FromSeconds(15), IsByTheClock: false).Next(Noon, Noon + TimeSpan.FromSeconds(late))
        );

    [Theory]
    [InlineData(0, 60)]
    [InlineData(59, 60)]
    [InlineData(60, 120)]
    public void By_the_clock_everybody_is_next_at_the_same_moment(int now, int next) =>
        Assert.Equal(
            Noon + TimeSpan.FromSeconds(next),
            new Pace(TimeSpan.FromMinutes(1), IsByTheClock: true).Next(
                Noon - TimeSpan.FromSeconds(17),
                Noon + TimeSpan.FromSeconds(now)
            )
        );
}
