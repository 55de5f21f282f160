using System.Diagnostics;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Metering;
using Rollouts.Engine.Outside;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Observing;

/// <summary>A gate whose calls are measured. Its address is left out, because plans may put any text there.</summary>
internal sealed class ObservedGate(IGate inner, TimeProvider time) : IGate
{
    public async Task<Answer<GateReply>> AskAsync(Rollout rollout, int attempt, CancellationToken cancellation)
    {
        using var span = Traces.BeginPart("gate call", ActivityKind.Client);
        Traces.Describe(span, rollout.Spec);
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
