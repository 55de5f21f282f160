using System.Collections.Immutable;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>Turns series into the samples that judging counts.</summary>
internal static class CounterSamples
{
    /// <param name="by">The label whose value the samples carry; null for none.</param>
    public static void Add(
        ImmutableArray<CounterSample>.Builder samples,
        Arm arm,
        CounterRole role,
        int edge,
        PrometheusSeries series,
        string? by = null
    )
    {
        // The buckets of one histogram are one counter in several roles, so their edge is no part of who they are.
        var identity = role == CounterRole.Bad ? series.Identity : series.HistogramIdentity;
        var process = series.Process;

        // Prometheus does not tell a missing label from an empty one.
        var label = by is null ? null : series.Labels[by] ?? "";
        samples.Capacity = Math.Max(samples.Capacity, samples.Count + series.Samples.Length);
        foreach (var sample in series.Samples)
        {
            // An impossible value is passed on, too, because dropping it would read as no failures. Prometheus removes
            // its stale markers from every answer, so a "NaN" here was exposed by the process.
            samples.Add(
                new CounterSample(arm, role, edge, identity, process, sample.At, sample.Value) { Label = label }
            );
        }
    }
}
