using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Domain.Connections;

/// <summary>
/// The queries that answer <c>successRate</c> and <c>latency</c> for one kind of router on one kind of source.
/// Besides a plan's own names their templates may use the settings of the route.
/// </summary>
public sealed record BuiltInQueries
{
    /// <summary>The key of the source, as in <c>prometheus</c>.</summary>
    public required string Source { get; init; }

    public Subject.Counts? Counts { get; init; }

    /// <summary>
    /// Whether they count the requests of the route alone. Counts of a backend include requests of other routes, which
    /// have no share in the weights of this one.
    /// </summary>
    public bool CountsOneRoute { get; init; }

    public Subject.Histogram? Latency { get; init; }

    /// <summary>The histogram's edges if they are fixed; empty if the service chooses them.</summary>
    public ValueList<TimeSpan> LatencyEdges { get; init; } = [];

    /// <summary>Why one of them is missing and what to write instead.</summary>
    public string? Instead { get; init; }
}
