using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Outside;

namespace Rollouts.Worker.Outside;

/// <summary>Somebody outside who may say yes or no to a rollout's going on.</summary>
public interface IGate
{
    /// <param name="attempt">How often it has been asked at this position, this time included.</param>
    Task<Answer<GateReply>> AskAsync(Rollout rollout, int attempt, CancellationToken cancellation);
}
