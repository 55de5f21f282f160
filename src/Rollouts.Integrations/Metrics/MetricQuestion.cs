namespace Rollouts.Integrations.Metrics;

/// <summary>What a check asks of its source: everything between two moments, for both versions at once.</summary>
/// <param name="From">
/// The end of what was read before. A source of counters reads some scrapes further back by itself, since samples come
/// late; whoever counts them counts each once.
/// </param>
public abstract record MetricQuestion(Instant From, Instant To)
{
    /// <summary>Counters of all requests and of the bad ones.</summary>
    public sealed record Counts(Instant From, Instant To, ByArm Total, ByArm Bad) : MetricQuestion(From, To);

    /// <summary>How many requests a latency histogram has within each edge.</summary>
    /// <param name="Edges">Up to three bucket edges in the metric's own unit.</param>
    public sealed record Histogram(Instant From, Instant To, ByArm Buckets, ValueList<double> Edges)
        : MetricQuestion(From, To);

    /// <summary>One number for each version.</summary>
    public sealed record Value(Instant From, Instant To, ByArm Query) : MetricQuestion(From, To);
}
