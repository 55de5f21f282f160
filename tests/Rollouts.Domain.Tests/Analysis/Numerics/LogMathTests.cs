using Rollouts.Analysis.Numerics;

namespace Rollouts.Domain.Tests.Analysis.Numerics;

public sealed class LogMathTests
{
    [Theory]
    [InlineData(1e-17, 1e-17)]
    [InlineData(1e-10, 9.9999999995e-11)]
    [InlineData(-1e-10, -1.00000000005e-10)]
    [InlineData(1e-5, 9.99995000033333083e-6)]
    [InlineData(0.5, 0.405465108108164382)]
    [InlineData(-0.98, -3.912023005428146059)]
    [InlineData(1e12, 27.6310211159295482)]
    [InlineData(0.0, 0.0)]
    public void The_log_of_one_plus_a_small_number_keeps_its_digits(double x, double expected)
    {
        Close.To(expected, LogMath.Log1P(x), relative: 1e-15);
        Span<double> lanes = [x, x, x, x];
        VectorLanes.Store(VectorLanes.Log1P(VectorLanes.Load(lanes, 0)), lanes, 0);
        Close.To(expected, lanes[2], relative: 1e-15);
    }

    [Fact]
    public void Sums_of_logs_do_not_overflow_where_the_numbers_would()
    {
        Close.To(1e6 + Math.Log(2), LogMath.Add(1e6, 1e6), 1e-15);
        Close.To(-1e6 + Math.Log(4), LogMath.Sum([-1e6, -1e6, -1e6, -1e6]), 1e-15);
        Close.To(-1e6, LogMath.Mean([-1e6, -1e6]), 1e-15);
        Close.To(1e6 + Math.Log(4), VectorLanes.LogSum([1e6, 1e6, 1e6, 1e6]), 1e-15);
    }

    [Fact]
    public void Nothing_added_to_nothing_is_nothing()
    {
        const double Nothing = double.NegativeInfinity;
        Assert.Equal(Nothing, LogMath.Add(Nothing, Nothing));
        Assert.Equal(Nothing, VectorLanes.LogSum([Nothing, Nothing, Nothing, Nothing]));
        Assert.Equal(-3, LogMath.Add(Nothing, -3));
        double[] logs = [Nothing, Nothing, Nothing, Nothing];
        VectorLanes.Add(logs, -3);
        Assert.Equal([-3, -3, -3, -3], logs);
    }

    [Fact]
    public void Four_lanes_say_what_one_says()
    {
        var random = new SeededGenerator(1);
        for (int round = 0; round < 1000; round++)
        {
            double[] logs = [.. Enumerable.Range(0, 8).Select(_ => (random.NextDouble() - 0.5) * 200)];
            double other = (random.NextDouble() - 0.5) * 200;
            Close.To(LogMath.Sum(logs), VectorLanes.LogSum(logs), 1e-14);
            double[] added = [.. logs.Select(log => LogMath.Add(log, other))];
            VectorLanes.Add(logs, other);
            Assert.All(logs.Zip(added), pair => Close.To(pair.Second, pair.First, 1e-14));
        }
    }
}
