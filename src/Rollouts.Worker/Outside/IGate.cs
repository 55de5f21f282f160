using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Outside;

namespace Rollouts.Worker.Outside;

/// <summary>Somebody outside who may say yes or no to a rollout's going on.</summary>
public interface IGate
{
    Task<Answer<GateReply>> AskAsync(Rollout rollout, CancellationToken cancellation);
}
