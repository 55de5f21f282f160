namespace Rollouts.Bench.Corpus.Traffic;

/// <summary>One class of the corpus: a service in its surroundings, and what its candidate does.</summary>
/// <param name="Name">The name in the tables.</param>
/// <param name="Fault">Null for a healthy class.</param>
/// <param name="Surroundings">What befalls both versions alike; several take turns.</param>
internal sealed record Scenario(string Name, Fault? Fault, IReadOnlyList<Surroundings> Surroundings)
{
    public double RequestsPerSecond { get; init; } = 100;

    /// <summary>The share of requests that fail in both versions.</summary>
    public double FailingShare { get; init; } = 0.001;

    /// <summary>Whether the class counts for the headline figures. The others are printed beside them.</summary>
    public bool IsHeadline { get; init; } = true;

    /// <summary>Whether the fault makes at least one request in a hundred fail, at 100 requests a second.</summary>
    public bool IsOfOnePercent { get; init; }

    public bool IsHealthy => Fault is null;
}
