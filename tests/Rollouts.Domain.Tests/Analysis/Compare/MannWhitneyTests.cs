using FsCheck;
using FsCheck.Fluent;
using Rollouts.Analysis.Compare;
using Rollouts.Analysis.Numerics;

namespace Rollouts.Domain.Tests.Analysis.Compare;

public sealed class MannWhitneyTests
{
    private static readonly Gen<double[]> Values = Gen.Choose(-8, 8)
        .Select(whole => whole / 2.0)
        .ListOf(12)
        .Select(list => list.ToArray());

    [Fact]
    public void The_interval_holds_just_the_shifts_that_are_not_rejected() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(
                Values.ToArbitrary(),
                Values.ToArbitrary(),
                (candidate, baseline) =>
                {
                    if (candidate.Concat(baseline).Distinct().Count() < 3)
                    {
                        return true;
                    }

                    double sure = NormalDistribution.Quantile(0.99);
                    ShiftInterval shift = MannWhitney.Interval(candidate, baseline, 0.98);
                    const double Step = 0.01;
                    return MannWhitney.Statistic(candidate, baseline, shift.Low - Step) > sure
                        && MannWhitney.Statistic(candidate, baseline, shift.Low + Step) <= sure
                        && MannWhitney.Statistic(candidate, baseline, shift.High - Step) > -sure
                        && MannWhitney.Statistic(candidate, baseline, shift.High + Step) <= -sure;
                }
            )
        );

    [Theory]
    [InlineData(2, 2, false)]
    [InlineData(3, 3, false)]
    [InlineData(4, 4, false)]
    [InlineData(5, 5, true)]
    [InlineData(3, 50, true)]
    [InlineData(1, 1000, false)]
    public void Few_values_cannot_be_sure_of_anything(int candidate, int baseline, bool canReach) =>
        Assert.Equal(canReach, MannWhitney.CanReach(candidate, baseline, 0.98));

    [Fact]
    public void Pairs_are_counted_with_ties_as_halves()
    {
        Assert.Equal(1.5, MannWhitney.PairsAbove([1, 2, 3], [2, 5], 0, out double ties));
        Assert.Equal(6, ties);
    }
}
