namespace Rollouts.Domain.Plans.Checks;

/// <summary>The data that a check judges.</summary>
public abstract record Subject
{
    private Subject() { }

    /// <summary>Raw counters of all requests and of the bad ones.</summary>
    /// <param name="By">
    /// The label of the counters by whose values they are judged too, such as the endpoint; null for none.
    /// </param>
    public sealed record Counts(Query Total, Query Bad, string? By = null) : Subject;

    /// <summary>The buckets of a latency histogram.</summary>
    public sealed record Histogram(Query Buckets, LatencyUnit Unit) : Subject;

    /// <summary>A number for each evaluation.</summary>
    public sealed record Value(Query Query) : Subject;

    /// <summary>The counts of another check of the same plan.</summary>
    public sealed record CountsOf(CheckName Check) : Subject;

    /// <summary>The requests and failures that the router itself counts.</summary>
    public sealed record RouterCounts : Subject;

    /// <summary>The latency histogram that the router itself keeps.</summary>
    public sealed record RouterLatency : Subject;

    public IEnumerable<Query> Queries =>
        this switch
        {
            Counts counts => [counts.Total, counts.Bad],
            Histogram histogram => [histogram.Buckets],
            Value value => [value.Query],
            CountsOf or RouterCounts or RouterLatency => [],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
