using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>A question, translated to queries of Prometheus.</summary>
internal interface IAsked
{
    /// <summary>The queries that will be sent, so that questions with the same query can share its answer.</summary>
    IReadOnlyList<Ask> Asks { get; }

    Task<Answer<Reading>> ReadAsync(IBatch batch);
}
