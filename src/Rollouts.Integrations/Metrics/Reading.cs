using System.Collections.Immutable;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Integrations.Metrics;

/// <summary>The result of a question. A result without numbers is valid: there was nothing to count.</summary>
public abstract record Reading
{
    private Reading() { }

    /// <summary>Raw samples of counters that only rise, each at its source's own time, in any order.</summary>
    /// <param name="Scrape">
    /// How often the source reads its targets, as far as the samples show; null if unknown.
    /// </param>
    public sealed record Counters(ImmutableArray<CounterSample> Samples, TimeSpan? Scrape) : Reading;

    /// <summary>The counts of completed periods, oldest first.</summary>
    /// <param name="Until">
    /// The end of the complete data. If it has not moved since the last reading, no further period is complete.
    /// </param>
    public sealed record Periods(ImmutableArray<Period> Counted, Instant Until) : Reading;

    /// <summary>One number for each version; NaN if there is none.</summary>
    /// <param name="At">
    /// The time of the numbers. If it has not moved since the last reading, they are the same numbers again.
    /// </param>
    public sealed record Values(Instant At, double Candidate, double Baseline) : Reading;
}
