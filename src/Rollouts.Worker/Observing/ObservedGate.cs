using System.Diagnostics;
using Rollouts.Domain.Rollouts;
using Rollouts.Integrations.Outside;
using Rollouts.Worker.Outside;

namespace Rollouts.Worker.Observing;

/// <summary>A gate whose calls are measured. Its address stays out of it: plans may put anything there.</summary>
internal sealed class ObservedGate(IGate inner, TimeProvider time) : IGate
{
    public async Task<Answer<GateReply>> AskAsync(Rollout rollout, int attempt, CancellationToken cancellation)
    {
        using var span = Traces.BeginPart("gate call", ActivityKind.Client);
        Traces.Describe(span, rollout.Terms);
        return await Measured.CallAsync(
            span,
            Telemetry.GateCalls,
            default,
            time,
            () => inner.AskAsync(rollout, attempt, cancellation),
            Measured.OutcomeOf
        );
    }
}
