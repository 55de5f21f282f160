using System.Collections.Immutable;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Metrics.Prometheus;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Scrape;

/// <summary>
/// The metrics page of one process. It is read on request and keeps the last two readings of each metric, so that a new
/// rollout finds a reading to count from.
/// </summary>
internal sealed class TargetPages : IDisposable
{
    private readonly ScrapeTarget _target;
    private readonly HttpClient _http;
    private readonly BoundedCall _call;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PageReading[]> _readings = new(StringComparer.Ordinal);

    public TargetPages(ScrapeTarget target, Endpoint access, AdapterContext around)
    {
        _target = target;
        _http = HttpPeer.Connect(access with { Address = target.Address });
        _call = new BoundedCall($"the metrics at {target.Page}", access.Timeout, around.Clock);
    }

    /// <summary>Reads the page once for all of these metrics.</summary>
    /// <param name="at">The time of the reading, on the clock of the caller.</param>
    public async Task<Fault?> ReadAsync(HashSet<string> metrics, Instant at, CancellationToken cancellation)
    {
        var answer = await _call
            .RunAsync<List<PageSeries>>(end => FetchAsync(metrics, end), cancellation)
            .ConfigureAwait(false);
        if (!answer.TryGet(out var page, out var fault))
        {
            return fault;
        }

        Remember(metrics, at, page);
        return null;
    }

    /// <summary>The series of a metric, with the samples that count from a time on.</summary>
    /// <param name="since">Null for the newest reading alone.</param>
    public IEnumerable<PrometheusSeries> SeriesOf(string metric, Instant? since)
    {
        PageReading[] readings;
        lock (_lock)
        {
            readings = _readings.GetValueOrDefault(metric) ?? [];
        }

        var wanted = since is { } from ? Dated(readings, from) : readings.TakeLast(1);
        return wanted
            .SelectMany(reading => reading.Series.Select(series => (reading.At, series)))
            .GroupBy(pair => pair.series.Key, pair => (pair.At, pair.series))
            .Select(samples => new PrometheusSeries(
                samples.First().series.Labels,
                [.. samples.Select(sample => new PrometheusSample(sample.At, sample.series.Value))]
            ));
    }

    /// <summary>The time between the last two readings of the metric; null if there are fewer.</summary>
    public TimeSpan? PaceOf(string metric)
    {
        lock (_lock)
        {
            return _readings.GetValueOrDefault(metric) is [var before, var last] ? last.At - before.At : null;
        }
    }

    public void Dispose() => _http.Dispose();

    // The page was not read before the question's range begins. The first reading therefore dates to that beginning:
    // its counts existed already, and would otherwise be attributed to the candidate.
    private static IEnumerable<PageReading> Dated(PageReading[] readings, Instant from) =>
        readings is [{ } first, ..] && first.At > from ? [first with { At = from }, .. readings.Skip(1)] : readings;

    private async Task<Answer<List<PageSeries>>> FetchAsync(HashSet<string> metrics, CancellationToken end)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _target.Page);
        request.Headers.TryAddWithoutValidation(
            "Accept",
            "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4,*/*;q=0.1"
        );
        using var response = await _http
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end)
            .ConfigureAwait(false);
        var body = await HttpAnswer.ReadAsync(response, ScrapeLimits.MostBytes, end).ConfigureAwait(false);
        return response.IsSuccessStatusCode
            ? MetricsPage.Read(body, metrics, _call.Whom)
            : HttpFaults.Of(response, _call.Whom, HttpAnswer.Said(body, "error"), _call.Clock);
    }

    private void Remember(HashSet<string> metrics, Instant at, List<PageSeries> page)
    {
        var byName = page.ToLookup(series => series.Labels["__name__"], StringComparer.Ordinal);
        lock (_lock)
        {
            if (_readings.Count > ScrapeLimits.MostMetrics)
            {
                _readings.Clear();
            }

            foreach (var metric in metrics)
            {
                var reading = new PageReading(at, [.. byName[metric].Select(Labelled)]);
                _readings[metric] = _readings.GetValueOrDefault(metric) switch
                {
                    [.., var last] when last.At < at => [last, reading],
                    // Another question has already read this metric for the same time.
                    [.., _] known => known,
                    _ => [reading],
                };
            }
        }
    }

    private ReadSeries Labelled(PageSeries series)
    {
        var labels = series.Labels;
        labels["instance"] = _target.Instance;
        foreach (var (name, value) in _target.Labels)
        {
            labels[name] = value;
        }

        var all = new LabelSet(labels);
        return new ReadSeries(all.ToString(), all, series.Value);
    }

    private sealed record PageReading(Instant At, ImmutableArray<ReadSeries> Series);

    private readonly record struct ReadSeries(string Key, LabelSet Labels, double Value);
}
