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
    /// <param name="Until">Up to when that is all of it; where it is no later than before, nothing is over yet.</param>
    public sealed record Periods(ImmutableArray<Period> Counted, Instant Until) : Reading;

    /// <summary>One number for each version; not a number where there is none.</summary>
    /// <param name="At">What it is of; where that is no later than before, it is the same number again.</param>
    public sealed record Values(Instant At, double Candidate, double Baseline) : Reading;
}
