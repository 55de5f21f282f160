using System.Globalization;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>
/// Questions that are asked together: what several of them need is asked once, as far back as any needs.
/// </summary>
internal sealed class Batch(PrometheusClient client, ScrapePace pace, CancellationToken cancellation) : IBatch
{
    /// <summary>
    /// How many scrapes before the last reading are read again: samples reach Prometheus after their own time, and
    /// whoever counts them counts each once.
    /// </summary>
    private const int ScrapesBack = 2;

    /// <summary>
    /// After a longer silence the counters themselves still say how much there was; only a restart within it is lost.
    /// </summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromHours(1);

    private readonly Dictionary<(string Text, Instant At), TimeSpan> _back = [];
    private readonly Dictionary<(string Text, Instant At), Task<Answer<PrometheusAnswer>>> _asked = [];

    /// <summary>Said of everything before the first thing is asked.</summary>
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
        // Under a lock, since what is read from one answer may ask for another.
        lock (_asked)
        {
            var key = (Query(ask), ask.At);
            return _asked.TryGetValue(key, out var underWay) ? underWay : _asked[key] = SendAsync(ask, key.Item1);
        }
    }

    private async Task<Answer<PrometheusAnswer>> SendAsync(Ask ask, string query)
    {
        var answer = await client.AskAsync(query, ask.At, cancellation).ConfigureAwait(false);
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
