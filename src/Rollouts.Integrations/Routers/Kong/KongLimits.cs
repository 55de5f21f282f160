using Rollouts.Domain.Connections;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Kong;

/// <summary>The capabilities of Kong.</summary>
internal static class KongLimits
{
    /// <summary>The schema of Kong refuses others: "value should be between 0 and 65535".</summary>
    public static readonly WeightGrid Weights = new WeightGrid.RatioUpTo(65_535);

    /// <summary>Each node of Kong reads changes of its database every 5 s (<c>db_update_frequency</c>).</summary>
    public static readonly TimeSpan Propagation = TimeSpan.FromSeconds(5);

    /// <summary>A route points at one service, so it has all of the traffic or none.</summary>
    public static readonly WeightGrid Services = new WeightGrid.AllOrNothing();

    /// <summary>
    /// Why it will not do this; plans that ask for it were refused before, so this is the last fence.
    /// </summary>
    public static Fault? Refusal(Traffic traffic, WeightGrid weights) =>
        !traffic.Matches.IsEmpty ? Refused("Kong gives no header a route from here")
        : traffic.Mirror != Weight.Zero ? Refused("Kong mirrors no requests")
        : !weights.CanGive(traffic.Candidate)
            ? Refused(
                $"Kong cannot give {traffic.Candidate} to the candidate; the nearest that it can is "
                    + weights.SayNearest(traffic.Candidate)
            )
        : null;

    private static Fault Refused(string why) => new(FaultKind.Refused, why);
}
