using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Outside;

/// <summary>An external system that approves or rejects that a rollout continues.</summary>
public interface IGate
{
    /// <param name="attempt">How often the gate was asked at this position, including this time.</param>
    Task<Answer<GateReply>> AskAsync(Rollout rollout, int attempt, CancellationToken cancellation);
}
