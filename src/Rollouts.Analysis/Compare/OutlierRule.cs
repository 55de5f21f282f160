namespace Rollouts.Analysis.Compare;

/// <summary>Which points are left out because they lie far off the others of their arm.</summary>
public enum OutlierRule
{
    /// <summary>
    /// None. Of mostly zero data, the spikes that a fence cuts off are the errors one is looking for.
    /// </summary>
    Keep,

    /// <summary>Tukey's fences on the quartiles, never inside the 1st and 99th percentile.</summary>
    TukeyFences,

    /// <summary>Further from the mean than a number of standard deviations.</summary>
    StandardDeviations,
}
