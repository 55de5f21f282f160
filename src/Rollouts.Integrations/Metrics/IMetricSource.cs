using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics;

/// <summary>
/// One connected metric source. It receives the questions of many checks at once, so that it can combine them into as
/// few calls as its system allows and send equal queries once.
/// </summary>
public interface IMetricSource : IDisposable
{
    /// <summary>
    /// Returns a result for each question, in the same order. The results are independent: a failed or slow one does
    /// not affect the others.
    /// </summary>
    IReadOnlyList<Task<Answer<Reading>>> Ask(IReadOnlyList<MetricQuestion> questions, CancellationToken cancellation);
}
