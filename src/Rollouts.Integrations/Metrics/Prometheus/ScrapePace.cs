using System.Collections.Concurrent;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>
/// How often each selector's targets are scraped, as far as their samples have shown: Prometheus itself can be asked,
/// but what merely speaks its query API cannot.
/// </summary>
internal sealed class ScrapePace
{
    /// <summary>Prometheus' own default, until two samples have shown another.</summary>
    public static readonly TimeSpan Unknown = TimeSpan.FromMinutes(1);

    /// <summary>Rollouts come and go; what is forgotten costs one longer answer.</summary>
    private const int MostSelectors = 10_000;

    private readonly ConcurrentDictionary<string, TimeSpan> _known = new(StringComparer.Ordinal);

    public TimeSpan? Of(string selector) => _known.TryGetValue(selector, out var pace) ? pace : null;

    /// <summary>Learns from an answer: the slowest of its series, each by the middle one of its gaps.</summary>
    public void Learn(string selector, IReadOnlyList<PrometheusSeries> series)
    {
        var slowest = series.Select(Pace).Max();
        if (slowest is { } pace)
        {
            if (_known.Count >= MostSelectors)
            {
                _known.Clear();
            }

            _known[selector] = pace;
        }
    }

    private static TimeSpan? Pace(PrometheusSeries series)
    {
        var gaps = series.Samples.Zip(series.Samples.Skip(1), (one, next) => next.At - one.At).Order().ToList();

        // The lower middle: a scrape that is missing makes one gap too long, none too short.
        return gaps.Count == 0 ? null : gaps[(gaps.Count - 1) / 2];
    }
}
