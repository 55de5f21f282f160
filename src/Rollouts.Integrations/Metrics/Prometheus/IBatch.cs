using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>
/// Answers selectors, from Prometheus or from metrics pages that were read directly from the processes.
/// </summary>
internal interface IBatch
{
    Task<Answer<PrometheusAnswer>> AskAsync(Ask ask);

    /// <summary>How often the targets of a selector are scraped; null if unknown.</summary>
    TimeSpan? PaceOf(string selector);
}
