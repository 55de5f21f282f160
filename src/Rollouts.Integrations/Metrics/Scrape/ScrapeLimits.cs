namespace Rollouts.Integrations.Metrics.Scrape;

/// <summary>How much is read directly, and from how many; beyond it a metrics server is what is needed.</summary>
internal static class ScrapeLimits
{
    public const int MostTargets = 100;

    /// <summary>The page of an Envoy with some thousand clusters.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>A line that is longer belongs to no page of metrics.</summary>
    public const int LongestLine = 64 * 1024;

    /// <summary>Series of the metrics that are asked for, on one page; judging takes 4096 in all.</summary>
    public const int MostSeries = 20_000;

    /// <summary>Metrics whose last readings are remembered, of all plans that ask here.</summary>
    public const int MostMetrics = 1_000;

    /// <summary>Pages that are read at the same moment.</summary>
    public const int AtOnce = 16;
}
