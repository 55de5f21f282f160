using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>A question, turned into what Prometheus is asked.</summary>
internal interface IAsked
{
    /// <summary>What will be asked, so that others who need the same can share it.</summary>
    IReadOnlyList<Ask> Asks { get; }

    Task<Answer<Reading>> ReadAsync(IBatch batch);
}
