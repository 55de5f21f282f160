namespace Rollouts.Analysis.Compare;

/// <summary>Compares the values of two arms.</summary>
public static class Comparer
{
    public static Comparison Compare(
        CompareSettings settings,
        IEnumerable<double> candidateValues,
        IEnumerable<double> baselineValues
    )
    {
        double[] candidate = Clean(settings, candidateValues);
        double[] baseline = Clean(settings, baselineValues);
        if (candidate.Length == 0 || baseline.Length == 0)
        {
            return WithoutValues(settings);
        }

        if (AreTheSame(candidate, baseline))
        {
            return new Comparison(Classification.Pass);
        }

        Comparison found =
            settings.Method == CompareMethod.MannWhitney
                ? ByRank(settings, candidate, baseline)
                : ByMean(settings, candidate, baseline);
        return found with { IsCritical = IsCritical(settings, found) };
    }

    /// <summary>The values to compare, without gaps and, if configured, without outliers.</summary>
    internal static double[] Clean(CompareSettings settings, IEnumerable<double> values)
    {
        double[] known =
            settings.MissingValues == MissingValues.AsZero
                ? [.. values.Select(value => double.IsNaN(value) ? 0 : value)]
                : [.. values.Where(value => !double.IsNaN(value))];
        return Outliers.Without(known, settings.Outliers, settings.OutlierFactor);
    }

    /// <summary>
    /// If missing values count as zero, an arm without values is all zero, and the arms do not differ.
    /// </summary>
    private static Comparison WithoutValues(CompareSettings settings)
    {
        if (settings.MissingValues == MissingValues.AsZero)
        {
            return new Comparison(Classification.Pass);
        }

        return settings is { MustHaveData: true, Critical: false }
            ? new Comparison(Classification.MissingRequiredData)
            : new Comparison(Classification.NoData) { IsCritical = settings.Critical };
    }

    private static bool AreTheSame(double[] candidate, double[] baseline) =>
        Descriptive.Sorted(candidate).AsSpan().SequenceEqual(Descriptive.Sorted(baseline))
        || candidate.Concat(baseline).Distinct().Count() == 1;

    private static Comparison ByRank(CompareSettings settings, double[] candidate, double[] baseline)
    {
        double deviation = EffectSizes.MeanRatio(candidate, baseline);
        if (!MannWhitney.CanReach(candidate.Length, baseline.Length, settings.Confidence))
        {
            return new Comparison(Classification.TooFewPoints) { Deviation = deviation };
        }

        ShiftInterval shift = MannWhitney.Interval(candidate, baseline, settings.Confidence);
        double effect = EffectSizes.Of(settings.EffectMeasure, candidate, baseline);
        double tolerated =
            settings.Tolerance
            * Math.Abs(
                settings.ToleranceOf == ToleranceOf.BaselineLevel ? Descriptive.Median(baseline) : shift.Estimate
            );
        return new Comparison(Classify(settings, candidate, baseline, tolerated, effect))
        {
            Deviation = deviation,
            EffectSize = effect,
            Shift = new Interval(shift.Low, shift.High),
            EstimatedShift = shift.Estimate,
        };
    }

    /// <summary>
    /// Classifies by a test at the edge of the tolerance, not by comparing the interval with it. If half the values are
    /// zero, the interval may end exactly at zero although the test is certain.
    /// </summary>
    private static Classification Classify(
        CompareSettings settings,
        double[] candidate,
        double[] baseline,
        double tolerated,
        double effect
    )
    {
        double sure = Numerics.NormalDistribution.Quantile(1 - ((1 - settings.Confidence) / 2));
        if (
            settings.Direction != Direction.Decrease
            && MannWhitney.Statistic(candidate, baseline, tolerated) > sure
            && IsAtLeast(effect, settings.AllowedIncrease ?? settings.NoEffect)
        )
        {
            return Classification.High;
        }

        return
            settings.Direction != Direction.Increase
            && MannWhitney.Statistic(candidate, baseline, -tolerated) < -sure
            && IsAtMost(effect, settings.AllowedDecrease ?? settings.NoEffect)
            ? Classification.Low
            : Classification.Pass;
    }

    private static Comparison ByMean(CompareSettings settings, double[] candidate, double[] baseline)
    {
        double above = Descriptive.Mean(candidate);
        double below = Descriptive.Mean(baseline);
        bool isHigh = above > below && settings.Direction != Direction.Decrease;
        bool isLow = above < below && settings.Direction != Direction.Increase;
        return new Comparison(
            isHigh ? Classification.High
            : isLow ? Classification.Low
            : Classification.Pass
        )
        {
            Deviation = isHigh || isLow ? above / below : 1,
        };
    }

    private static bool IsCritical(CompareSettings settings, Comparison found) =>
        settings.Critical
        && found.Classification switch
        {
            Classification.High => IsAtLeast(found.EffectSize, settings.CriticalIncrease ?? settings.NoEffect),
            Classification.Low => IsAtMost(found.EffectSize, settings.CriticalDecrease ?? settings.NoEffect),
            _ => false,
        };

    /// <summary>An effect that cannot be measured excuses nothing.</summary>
    private static bool IsAtLeast(double? effect, double bound) => !(effect < bound);

    private static bool IsAtMost(double? effect, double bound) => !(effect > bound);
}
