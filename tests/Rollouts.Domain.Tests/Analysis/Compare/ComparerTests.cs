using Rollouts.Analysis.Compare;

namespace Rollouts.Domain.Tests.Analysis.Compare;

public sealed class ComparerTests
{
    private static readonly CompareSettings Settings = new();

    private static readonly double[] Usual = [10, 11, 9, 10.5, 10.2, 9.8, 10.1, 9.9, 10.4, 9.7, 10.3, 9.6];

    [Theory]
    [InlineData(1.5, Classification.High)]
    [InlineData(1.2, Classification.Pass)]
    [InlineData(1, Classification.Pass)]
    [InlineData(0.5, Classification.Low)]
    public void A_shift_beyond_a_quarter_of_what_is_usual_is_a_difference(double times, Classification expected) =>
        Assert.Equal(expected, Classify(Settings, Scaled(times)));

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e-9)]
    [InlineData(1e12)]
    public void The_unit_of_a_metric_makes_no_difference(double unit)
    {
        double[] baseline = [.. Usual.Select(value => value * unit)];
        double[] candidate = [.. Usual.Select(value => value * 1.5 * unit)];
        Comparison found = Comparer.Compare(Settings, candidate, baseline);
        Assert.Equal(Classification.High, found.Classification);
        Comparison plain = Comparer.Compare(Settings, Scaled(1.5), Usual);
        Close.To(plain.Shift!.Value.Low * unit, found.Shift!.Value.Low, 1e-9);
        Close.To(plain.Shift.Value.High * unit, found.Shift.Value.High, 1e-9);
    }

    [Fact]
    public void Errors_in_half_of_the_points_are_found_where_there_were_none_before()
    {
        double[] none = new double[20];
        double[] errors = [.. Enumerable.Range(0, 20).Select(at => at % 2 == 0 ? 5.0 : 0)];
        Assert.Equal(Classification.High, Comparer.Compare(Settings, errors, none).Classification);
    }

    [Theory]
    [InlineData(Direction.Increase, 1.5, Classification.High)]
    [InlineData(Direction.Increase, 0.5, Classification.Pass)]
    [InlineData(Direction.Decrease, 0.5, Classification.Low)]
    [InlineData(Direction.Decrease, 1.5, Classification.Pass)]
    public void Only_the_bad_direction_counts(Direction direction, double times, Classification expected) =>
        Assert.Equal(expected, Classify(Settings with { Direction = direction }, Scaled(times)));

    [Fact]
    public void An_effect_that_is_allowed_passes_however_sure() =>
        Assert.Equal(Classification.Pass, Classify(Settings with { AllowedIncrease = 1.6 }, Scaled(1.5)));

    [Fact]
    public void Critical_asks_for_an_effect_of_its_own()
    {
        CompareSettings critical = Settings with { Critical = true, CriticalIncrease = 2 };
        Assert.False(Comparer.Compare(critical, Scaled(1.5), Usual).IsCritical);
        Assert.True(Comparer.Compare(critical, Scaled(2.5), Usual).IsCritical);
    }

    [Fact]
    public void Gaps_are_left_out_or_are_zero_as_asked()
    {
        double[] gaps = [.. Usual.Select((value, at) => at % 2 == 0 ? value : double.NaN)];
        Assert.Equal(Classification.Pass, Classify(Settings, gaps));
        double[] nothing = [.. gaps.Select(_ => double.NaN)];
        Assert.Equal(Classification.Low, Classify(Settings with { MissingValues = MissingValues.AsZero }, nothing));
    }

    [Fact]
    public void An_arm_without_values_is_no_data_or_a_failure_where_it_must_have_some()
    {
        Assert.Equal(Classification.NoData, Classify(Settings, []));
        Assert.Equal(Classification.MissingRequiredData, Classify(Settings with { MustHaveData = true }, []));
        Comparison critical = Comparer.Compare(Settings with { MustHaveData = true, Critical = true }, [], Usual);
        Assert.Equal((Classification.NoData, true), (critical.Classification, critical.IsCritical));
    }

    [Fact]
    public void Two_values_an_arm_say_nothing() =>
        Assert.Equal(Classification.TooFewPoints, Comparer.Compare(Settings, [100, 101], [1, 2]).Classification);

    [Fact]
    public void Constant_arms_that_differ_are_a_difference() =>
        Assert.Equal(
            Classification.High,
            Comparer.Compare(Settings, Enumerable.Repeat(3.0, 10), Enumerable.Repeat(1.0, 10)).Classification
        );

    [Fact]
    public void Outliers_are_cut_only_when_asked()
    {
        double[] spiked = [.. Usual, 1000];
        Assert.Equal(13, Comparer.Clean(Settings, spiked).Length);
        Assert.Equal(Usual, Comparer.Clean(Settings with { Outliers = OutlierRule.StandardDeviations }, spiked));
    }

    private static Classification Classify(CompareSettings settings, double[] candidate) =>
        Comparer.Compare(settings, candidate, Usual).Classification;

    private static double[] Scaled(double times) => [.. Usual.Select(value => value * times)];
}
