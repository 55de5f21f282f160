using Rollouts.Domain.Connections;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Fakes.Routers;

/// <summary>What a fake router will not do, as its traits have it.</summary>
internal static class FakeLimits
{
    public static Fault? Refusal(RouterTraits traits, Traffic traffic) =>
        traits.Requests is null && !traffic.Matches.IsEmpty ? Refused("routes by no header")
        : !traits.Mirrors && traffic.Mirror != Weight.Zero ? Refused("mirrors nothing")
        : !traits.Weights.CanGive(traffic.Candidate) ? Refused($"cannot give {traffic.Candidate}")
        : null;

    private static Fault Refused(string why) => new(FaultKind.Refused, "the fake " + why);
}
