namespace Rollouts.Integrations.Metrics;

/// <summary>A query of a check: the data of both versions between two times.</summary>
/// <param name="From">
/// The end of the previous reading. A source of counters reads some scrapes further back, since samples arrive late.
/// The ledger counts each sample once.
/// </param>
public abstract record MetricQuestion(Instant From, Instant To)
{
    /// <summary>
    /// The present by the clock of the caller; null for a query about the past. A source whose own clock deviates
    /// refuses the query, see <see cref="SourceClock"/>.
    /// </summary>
    public Instant? Present { get; init; }

    /// <summary>Counters of all requests and of the bad ones.</summary>
    /// <param name="By">The label whose value each sample is to carry; null for none.</param>
    public sealed record Counts(Instant From, Instant To, ByArm Total, ByArm Bad, string? By = null)
        : MetricQuestion(From, To);

    /// <summary>The counts of a latency histogram at each edge.</summary>
    /// <param name="Edges">Up to three bucket edges in the metric's own unit.</param>
    public sealed record Histogram(Instant From, Instant To, ByArm Buckets, ValueList<double> Edges)
        : MetricQuestion(From, To);

    /// <summary>One number for each version.</summary>
    public sealed record Value(Instant From, Instant To, ByArm Query) : MetricQuestion(From, To);
}
