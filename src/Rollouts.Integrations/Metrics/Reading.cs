using System.Collections.Immutable;
using Rollouts.Domain.Analysis.Ticks;

namespace Rollouts.Integrations.Metrics;

/// <summary>What a source answered. An answer without numbers is an answer: nothing was there to count.</summary>
public abstract record Reading
{
    private Reading() { }

    /// <summary>Raw samples of counters that only rise, each at its source's own time, in any order.</summary>
    /// <param name="Scrape">
    /// How often the source reads its targets, as far as the samples show; null if unknown.
    /// </param>
    public sealed record Counters(ImmutableArray<CounterSample> Samples, TimeSpan? Scrape) : Reading;

    /// <summary>What was counted in whole periods that are over, oldest first.</summary>
    public sealed record Periods(ImmutableArray<Period> Counted) : Reading;

    /// <summary>One number for each version; not a number where there is none.</summary>
    public sealed record Values(Instant At, double Candidate, double Baseline) : Reading;
}
