using System.Globalization;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>
/// Batches questions. A query that several of them need is sent once, over the longest range that any of them needs.
/// </summary>
internal sealed class Batch(PrometheusClient client, ScrapePace pace, Instant? present, CancellationToken cancellation)
    : IBatch
{
    /// <summary>
    /// The number of scrapes before the last reading that are read again. Samples reach Prometheus late, and the ledger
    /// counts each of them once.
    /// </summary>
    private const int ScrapesBack = 2;

    /// <summary>
    /// How far back a query reads. After a longer gap the counters themselves still hold the totals, so only a restart
    /// within the gap is lost.
    /// </summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromHours(1);

    private readonly Dictionary<(string Text, Instant At), TimeSpan> _back = [];
    private readonly Dictionary<(string Text, Instant At), Task<Answer<PrometheusAnswer>>> _asked = [];

    /// <summary>Registers a query. All queries must be registered before the first one is sent.</summary>
    public void Announce(Ask ask)
    {
        if (ask.Since is { } since)
        {
            var known = _back.GetValueOrDefault((ask.Text, ask.At));
            _back[(ask.Text, ask.At)] = Back(since, ask.At) is var back && back > known ? back : known;
        }
    }

    public TimeSpan? PaceOf(string selector) => pace.Of(selector);

    public Task<Answer<PrometheusAnswer>> AskAsync(Ask ask)
    {
        // The lock is needed because the evaluation of one answer may send another query.
        lock (_asked)
        {
            var key = (Query(ask), ask.At);
            return _asked.TryGetValue(key, out var underWay) ? underWay : _asked[key] = SendAsync(ask, key.Item1);
        }
    }

    private async Task<Answer<PrometheusAnswer>> SendAsync(Ask ask, string query)
    {
        var answer = await client.AskAsync(query, ask.At, present, cancellation).ConfigureAwait(false);
        if (ask.Since is not null && answer.TryGet(out var got, out _))
        {
            pace.Learn(ask.Text, got.Series);
        }

        return answer;
    }

    private string Query(Ask ask)
    {
        if (ask.Since is not { } since)
        {
            return ask.Text;
        }

        var back = _back.GetValueOrDefault((ask.Text, ask.At), Back(since, ask.At));
        var seconds = (back + (ScrapesBack * (pace.Of(ask.Text) ?? ScrapePace.Unknown))).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{ask.Text}[{Math.Max(1, (long)Math.Ceiling(seconds))}s]");
    }

    private static TimeSpan Back(Instant since, Instant at) => Furthest < at - since ? Furthest : at - since;
}
