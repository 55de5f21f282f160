using Rollouts.Analysis;
using Rollouts.Analysis.Sequential;

namespace Rollouts.Domain.Tests.Analysis.Sequential;

public sealed class IntervalTests
{
    [Theory]
    [InlineData(30, 10)]
    [InlineData(300, 100)]
    [InlineData(60_000, 20_000)]
    [InlineData(12, 0)]
    public void What_is_kept_of_the_ticks_gives_nearly_the_interval_of_the_ticks(long candidateBad, long baselineBad)
    {
        PairedCounts[] ticks =
        [
            .. Enumerable
                .Range(1, 10)
                .Select(at => new PairedCounts(
                    100_000L * at,
                    candidateBad * at / 5,
                    900_000L * at,
                    baselineBad * 9 * at / 5
                )),
        ];
        var kept = new RatioLikelihood();
        foreach (PairedCounts tick in ticks)
        {
            kept.Add(tick);
        }

        Interval exact = RatioInterval.Of(ticks, 0.05);
        Interval near = kept.Interval(0.05);
        Close.To(exact.Low, near.Low, 1e-3);
        Close.To(Math.Min(exact.High, 64), Math.Min(near.High, 64), 1e-3);
    }

    [Fact]
    public void Nothing_seen_leaves_everything_possible()
    {
        Assert.Equal(new Interval(0, 1), RateInterval.Of(0, 0, 0.05));
        Assert.Equal(new Interval(0, double.PositiveInfinity), new RatioLikelihood().Interval(0.05));
    }
}
