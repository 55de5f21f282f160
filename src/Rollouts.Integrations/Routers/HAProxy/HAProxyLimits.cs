using Rollouts.Domain.Connections;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.HAProxy;

/// <summary>The capabilities of HAProxy.</summary>
internal static class HAProxyLimits
{
    /// <summary>The runtime API refuses others: "Absolute weight can only be between 0 and 256 inclusive".</summary>
    public static readonly WeightGrid Weights = new WeightGrid.RatioUpTo(256);

    /// <summary>
    /// Why it will not do this; plans that ask for it were refused before, so this is the last fence.
    /// </summary>
    public static Fault? Refusal(Traffic traffic) =>
        !traffic.Matches.IsEmpty ? Refused("routes by header")
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
