using Rollouts.Domain.Installations;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.HAProxy;

/// <summary>What HAProxy can do for a rollout, and what it cannot.</summary>
internal static class HAProxyLimits
{
    /// <summary>"Absolute weight can only be between 0 and 256 inclusive", says its runtime API.</summary>
    public static readonly WeightGrid Weights = new WeightGrid.RatioUpTo(256);

    /// <summary>
    /// Why it will not do this; plans that ask for it were refused before, so this is the last fence.
    /// </summary>
    public static Fault? Refusal(Traffic traffic) =>
        !traffic.Headers.IsEmpty ? Refused("routes by header")
        : traffic.Mirror != Weight.Zero ? Refused("mirrors requests")
        : !Weights.CanGive(traffic.Candidate)
            ? new Fault(
                FaultKind.Refused,
                $"HAProxy cannot give {traffic.Candidate} to the candidate; the nearest that its weights can say is "
                    + Weights.SayNearest(traffic.Candidate)
            )
        : null;

    private static Fault Refused(string what) =>
        new(FaultKind.Refused, $"HAProxy {what} only by its configuration, which is not changed from here");
}
