using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Outside.Resilience;

/// <summary>A gate whose calls are retried if that may help.</summary>
internal sealed class ResilientGate(IGate inner, string system, Circuits circuits) : IGate
{
    public Task<Answer<GateReply>> AskAsync(Rollout rollout, int attempt, CancellationToken cancellation) =>
        circuits.CallAsync(system, RetryPolicy.Gate, token => inner.AskAsync(rollout, attempt, token), cancellation);
}
