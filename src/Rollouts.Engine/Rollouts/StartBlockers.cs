using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Services;
using Rollouts.Engine.Routes;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Rollouts;

/// <summary>The inputs from the service and the environment for a queued rollout.</summary>
public sealed class StartBlockers(CurrentInstallation installation)
{
    /// <param name="routes">The routes of its plan; null if it does not wait for them.</param>
    public IReadOnlyList<Input> Look(RelatedStreams related, PlanRoutes? routes, Rollout state)
    {
        var (service, occupancy) = related;
        ValueList<Blocker> obstacles =
        [
            .. ServiceDecider.BlockersOf(service, state.Spec.Id),
            .. ServingDecider.BlockersOf(service, state.Spec),
            .. routes?.Blockers ?? [],
            .. Handed(state),
            .. state.IsReturn ? [] : occupancy.BlockersOf(state.Spec.Id, AtOnce(state.Spec.Plan)),
        ];
        var way = new Observation.BlockersChanged(obstacles);
        return ServiceDecider.SinceOpened(service, state.Spec) is { } news ? [news, way] : [way];
    }

    // A return is the decision of a person about traffic that this service has moved, and is not kept waiting.
    private IEnumerable<Blocker> Handed(Rollout state)
    {
        var environment = state.Spec.Plan.Environment;
        return
            state is { IsReturn: false, Spec.Observes: false }
            && installation.Now.Environments.GetValueOrDefault(environment) is { ObservesOnly: true }
            ? [new Blocker.EnvironmentObserves(environment)]
            : [];
    }

    /// <summary>The most rollouts that may run in its environment; null for no limit.</summary>
    public int? AtOnce(Plan plan) => installation.Now.Environments.GetValueOrDefault(plan.Environment)?.AtOnce;
}
