using Rollouts.Analysis.Numerics;

namespace Rollouts.Domain.Tests.Analysis.Numerics;

public sealed class SpecialFunctionTests
{
    [Theory]
    [InlineData(0.5, 0.572364942924700087)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(4.5, 2.453736570842442221)]
    [InlineData(100, 359.1342053695753987)]
    [InlineData(1e6, 12815504.56914761166)]
    public void The_gamma_function_is_known_to_fourteen_digits(double x, double expected) =>
        Close.To(expected, GammaFunctions.LogGamma(x), relative: 1e-14, absolute: 1e-14);

    [Fact]
    public void The_beta_function_follows_from_it() =>
        Close.To(Math.Log(1.0 / 60), GammaFunctions.LogBeta(3, 4), relative: 1e-13);

    [Fact]
    public void Ways_to_choose_are_counted() =>
        Close.To(Math.Log(252), GammaFunctions.LogChoose(10, 5), relative: 1e-13);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068542949)]
    [InlineData(-2.5, 0.00620966532577613)]
    [InlineData(-6, 9.86587645037698e-10)]
    [InlineData(-10, 7.61985302416052607e-24)]
    public void The_normal_distribution_is_known_far_into_its_tail(double x, double expected) =>
        Close.To(expected, NormalDistribution.Below(x), relative: 1e-12);

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.99, 2.32634787404084110)]
    [InlineData(0.025, -1.95996398454005424)]
    [InlineData(1e-9, -5.99780701500768687)]
    public void Quantiles_undo_it(double chance, double expected) =>
        Close.To(expected, NormalDistribution.Quantile(chance), relative: 1e-12, absolute: 1e-14);

    [Fact]
    public void An_edge_is_found_to_the_last_bit()
    {
        Assert.Equal(Math.BitDecrement(2.0), Bisection.Edge(1, 3, x => x < 2));
        Assert.Equal(2e-300, Bisection.Edge(3e-300, 1e-300, x => x >= 2e-300));
    }
}
