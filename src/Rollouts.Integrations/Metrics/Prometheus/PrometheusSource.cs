using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>One Prometheus, or what speaks its query API.</summary>
internal sealed class PrometheusSource(PrometheusSettings settings, AdapterContext around) : IMetricSource
{
    private readonly PrometheusClient _client = new(settings, around);
    private readonly ScrapePace _pace = new();
    private readonly Fetches _fetches = new();

    public IReadOnlyList<Task<Answer<Reading>>> Ask(
        IReadOnlyList<MetricQuestion> questions,
        CancellationToken cancellation
    )
    {
        var batch = new Batch(_client, _pace, questions.Max(question => question.Present), cancellation);
        var asked = questions.Select(Prepare).ToList();
        foreach (var question in asked)
        {
            if (question.TryGet(out var ready, out _))
            {
                foreach (var ask in ready.Asks)
                {
                    batch.Announce(ask);
                }
            }
        }

        return
        [
            .. asked.Select(question =>
                question.TryGet(out var ready, out var fault)
                    ? ready.ReadAsync(batch)
                    : Task.FromResult<Answer<Reading>>(fault)
            ),
        ];
    }

    public void Dispose() => _client.Dispose();

    private Answer<IAsked> Prepare(MetricQuestion question)
    {
        try
        {
            return new Answer<IAsked>.Got(
                question switch
                {
                    MetricQuestion.Counts counts => new CountsAsked(counts, _fetches.Of(counts.Total, counts.Bad)),
                    MetricQuestion.Histogram histogram => new HistogramAsked(
                        histogram,
                        _fetches.Of(histogram.Buckets, bad: null)
                    ),
                    MetricQuestion.Value value => new ValueAsked(value),
                    _ => throw new System.Diagnostics.UnreachableException(),
                }
            );
        }
        catch (OutsideException e)
        {
            return e.Fault;
        }
    }
}
