using System.Collections.Immutable;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>One series of an answer, with the samples that were scraped, each at the time of its scrape.</summary>
internal sealed record PrometheusSeries(LabelSet Labels, ImmutableArray<PrometheusSample> Samples)
{
    /// <summary>
    /// Identifies the series, in this process and in later ones, because it is stored with the counts.
    /// </summary>
    public ulong Identity => Labels.Hash(static _ => true);

    /// <summary>Identifies the histogram: the edge of a bucket is left out.</summary>
    public ulong HistogramIdentity => Labels.Hash(static name => name != Edges.Label);

    /// <summary>Identifies the process that exposes the series.</summary>
    public ulong Process => Labels.Hash(static name => name is "instance" or "pod");
}
