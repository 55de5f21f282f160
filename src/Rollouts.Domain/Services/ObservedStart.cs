using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Domain.Services;

/// <summary>Decides the start of a rollout that is only observed.</summary>
internal static class ObservedStart
{
    /// <summary>
    /// Opens a rollout that another controller drives. The service keeps no record of it: it takes no place in the
    /// queue and moves no stable backend.
    /// </summary>
    public static ServiceDecision Decide(Service state, StartRequest request)
    {
        if (request.Targets.Where(target => !target.ReadsBack).ToList() is [var blind, ..])
        {
            return new ServiceDecision.Refused(
                "service.cannot-observe",
                $"the router of '{blind.Name}' cannot be read back, so nothing shows what the other controller does"
            );
        }

        var stable = request
            .Targets.Select(target => (target.Name, Backend: request.Stable ?? target.SeenStable))
            .Where(target => target.Backend is not null)
            .Select(target => new StableBackend(target.Name, target.Backend!.Value, Version: null))
            .ToValueList();
        var seen = stable.IsEmpty ? state : ServiceEvolution.Evolve(state, new ServiceEvent.Adopted(stable));
        return RolloutSpecFactory.TermsOf(seen, request, retried: null) switch
        {
            { Refusal: { } refusal } => refusal,
            { Spec: { } terms } => new ServiceDecision.Accepted(state, [], Of(terms)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>
    /// The spec of a rollout that another controller drives. Its targets move as that controller likes, so they form
    /// one wave, and no backend is added.
    /// </summary>
    private static RolloutSpec Of(RolloutSpec driven) =>
        driven with
        {
            Plan = driven.Plan with { Waves = [new Wave(driven.Plan.Targets.ToValueList())] },
            Targets = driven
                .Targets.Select(target => target with { Wave = 0, AddsBackend = false, Deployment = null })
                .ToValueList(),
            Mode = RolloutMode.Observe,
        };
}
