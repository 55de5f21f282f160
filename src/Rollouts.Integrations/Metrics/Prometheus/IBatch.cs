using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>Whoever answers selectors: Prometheus, or pages that were read straight from the processes.</summary>
internal interface IBatch
{
    Task<Answer<PrometheusAnswer>> AskAsync(Ask ask);

    /// <summary>How often the targets of a selector are read; null if unknown.</summary>
    TimeSpan? PaceOf(string selector);
}
