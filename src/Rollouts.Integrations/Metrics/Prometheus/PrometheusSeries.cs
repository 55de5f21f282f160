using System.Collections.Immutable;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>One series of an answer, with the samples that were scraped, each at the time of its scrape.</summary>
internal sealed record PrometheusSeries(LabelSet Labels, ImmutableArray<PrometheusSample> Samples)
{
    /// <summary>
    /// Tells the series from all others, in this process and in the next: it is stored with what was counted.
    /// </summary>
    public ulong Identity => Labels.Hash(static _ => true);

    /// <summary>Tells its histogram from all others: the edge of a bucket does not count.</summary>
    public ulong HistogramIdentity => Labels.Hash(static name => name != Edges.Label);

    /// <summary>Tells the process apart in which it is counted.</summary>
    public ulong Process => Labels.Hash(static name => name is "instance" or "pod");
}
