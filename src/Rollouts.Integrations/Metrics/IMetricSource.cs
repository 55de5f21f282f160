using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics;

/// <summary>
/// One connected metric source. It is asked for many checks at once, so that it can put them into as few calls as its
/// system allows and ask the same thing once.
/// </summary>
public interface IMetricSource : IDisposable
{
    /// <summary>
    /// An answer to each question, in their order. Each comes by itself: one that fails touches no other, and for one
    /// that is slow no other waits.
    /// </summary>
    IReadOnlyList<Task<Answer<Reading>>> Ask(IReadOnlyList<MetricQuestion> questions, CancellationToken cancellation);
}
