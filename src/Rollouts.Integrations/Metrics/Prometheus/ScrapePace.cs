using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>
/// The scrape interval of each selector's targets, as observed in their samples. Prometheus itself could report it, but
/// other systems with its query API cannot.
/// </summary>
internal sealed class ScrapePace
{
    /// <summary>Prometheus' own default, until two samples have shown another.</summary>
    public static readonly TimeSpan Unknown = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Ten for each rollout at the design size. A selector that was dropped from the cache costs one longer answer.
    /// </summary>
    private const int MostSelectors = 100_000;

    private readonly BoundedCache<string, TimeSpan> _known = new(MostSelectors, StringComparer.Ordinal);

    public TimeSpan? Of(string selector) => _known.TryGet(selector, out var pace) ? pace : null;

    /// <summary>Learns from an answer: the slowest of its series, each by the middle one of its gaps.</summary>
    public void Learn(string selector, IReadOnlyList<PrometheusSeries> series)
    {
        TimeSpan? slowest = null;
        foreach (var one in series)
        {
            slowest = Pace(one) is { } each && !(each < slowest) ? each : slowest;
        }

        if (slowest is { } pace)
        {
            _known.Keep(selector, pace);
        }
    }

    private static TimeSpan? Pace(PrometheusSeries series)
    {
        var samples = series.Samples;
        if (samples.Length < 2)
        {
            return null;
        }

        var gaps = new TimeSpan[samples.Length - 1];
        for (var i = 0; i < gaps.Length; i++)
        {
            gaps[i] = samples[i + 1].At - samples[i].At;
        }

        // The lower middle: a scrape that is missing makes one gap too long, none too short.
        Array.Sort(gaps);
        return gaps[(gaps.Length - 1) / 2];
    }
}
