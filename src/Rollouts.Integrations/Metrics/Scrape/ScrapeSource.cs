using Rollouts.Integrations.Metrics.Prometheus;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Scrape;

/// <summary>Reads metrics directly from the pages of processes, on each request.</summary>
internal sealed class ScrapeSource(ScrapeSettings settings, AdapterContext around) : IMetricSource
{
    private readonly SemaphoreSlim _places = new(ScrapeLimits.AtOnce);
    private readonly Fetches _fetches = new();

    private readonly IReadOnlyList<TargetPages> _targets =
    [
        .. settings.Targets.Select(target => new TargetPages(target, settings.Access, around)),
    ];

    public IReadOnlyList<Task<Answer<Reading>>> Ask(
        IReadOnlyList<MetricQuestion> questions,
        CancellationToken cancellation
    )
    {
        var asked = questions.Select(Prepare).ToList();
        var asks = asked.SelectMany(question => question.TryGet(out var ready, out _) ? ready.Asks : []).ToList();
        var batch = new ScrapeBatch(_targets, _places, asks, cancellation);
        return
        [
            .. asked.Select(question =>
                question.TryGet(out var ready, out var fault)
                    ? ready.ReadAsync(batch)
                    : Task.FromResult<Answer<Reading>>(fault)
            ),
        ];
    }

    public void Dispose()
    {
        foreach (var target in _targets)
        {
            target.Dispose();
        }

        _places.Dispose();
    }

    private Answer<IAsked> Prepare(MetricQuestion question)
    {
        try
        {
            IAsked asked = question switch
            {
                MetricQuestion.Counts counts => new CountsAsked(counts, _fetches.Of(counts.Total, counts.Bad)),
                MetricQuestion.Histogram histogram => new HistogramAsked(
                    histogram,
                    _fetches.Of(histogram.Buckets, bad: null)
                ),
                MetricQuestion.Value value => new ValueScraped(value),
                _ => throw new System.Diagnostics.UnreachableException(),
            };

            // An invalid selector must fail this question alone, and not the pages that are read for all questions.
            foreach (var ask in asked.Asks)
            {
                ScrapeBatch.MetricOf(ask.Text);
            }

            return new Answer<IAsked>.Got(asked);
        }
        catch (OutsideException e)
        {
            return e.Fault;
        }
    }
}
