using Rollouts.Analysis.Numerics;

namespace Rollouts.Domain.Tests.Analysis.Numerics;

public sealed class SeededGeneratorTests
{
    [Fact]
    public void The_same_seed_gives_the_same_numbers_for_ever()
    {
        var random = new SeededGenerator(42);
        Assert.Equal(
            [15021278609987233951UL, 5881210131331364753UL, 18149643915985481100UL],
            [random.NextBits(), random.NextBits(), random.NextBits()]
        );
    }

    [Theory]
    [InlineData(0.003)]
    [InlineData(0.7)]
    [InlineData(9.9)]
    [InlineData(10.1)]
    [InlineData(250)]
    [InlineData(90000)]
    public void Counts_have_the_mean_and_variance_of_their_kind(double mean)
    {
        const int Draws = 20_000;
        var random = new SeededGenerator(7);
        double sum = 0;
        double squares = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            double off = PoissonSampler.Draw(random, mean) - mean;
            sum += off;
            squares += off * off;
        }

        double standardError = Math.Sqrt(mean / Draws);
        Assert.InRange(sum / Draws, -4.5 * standardError, 4.5 * standardError);
        double errorOfVariance = Math.Sqrt(((2 * mean * mean) + mean) / Draws);
        Assert.InRange((squares / Draws) - mean, -4.5 * errorOfVariance, 4.5 * errorOfVariance);
    }

    [Fact]
    public void Nothing_is_counted_where_nothing_is_expected() =>
        Assert.Equal(0, PoissonSampler.Draw(new SeededGenerator(1), 0));
}
