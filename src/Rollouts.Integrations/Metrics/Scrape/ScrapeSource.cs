using Rollouts.Integrations.Metrics.Prometheus;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Scrape;

/// <summary>Some processes, read straight from their pages whenever somebody asks.</summary>
internal sealed class ScrapeSource(ScrapeSettings settings, Surroundings around) : IMetricSource
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

            // Said now, for this question alone, and not when the pages are read for all.
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
