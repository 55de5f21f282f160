namespace Rollouts.Integrations.Metrics.Scrape;

/// <summary>The limits of direct scraping. Beyond them, use a metrics server.</summary>
internal static class ScrapeLimits
{
    public const int MostTargets = 100;

    /// <summary>The page of an Envoy with some thousand clusters.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>A line that is longer belongs to no page of metrics.</summary>
    public const int LongestLine = 64 * 1024;

    /// <summary>The series of the requested metrics on one page. A check judges at most 4096 in all.</summary>
    public const int MostSeries = 20_000;

    /// <summary>Metrics whose last readings are remembered, of all plans that ask here.</summary>
    public const int MostMetrics = 1_000;

    /// <summary>Pages that are read at the same moment.</summary>
    public const int AtOnce = 16;
}
