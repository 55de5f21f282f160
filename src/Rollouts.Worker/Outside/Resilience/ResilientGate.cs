using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Outside;

namespace Rollouts.Worker.Outside.Resilience;

/// <summary>A gate that is asked again where that may help.</summary>
internal sealed class ResilientGate(IGate inner, string system, Circuits circuits) : IGate
{
    public Task<Answer<GateReply>> AskAsync(Rollout rollout, int attempt, CancellationToken cancellation) =>
        circuits.CallAsync(system, Effort.Gate, token => inner.AskAsync(rollout, attempt, token), cancellation);
}
