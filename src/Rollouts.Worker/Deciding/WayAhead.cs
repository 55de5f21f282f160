using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.Services;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Worker.Routes;

namespace Rollouts.Worker.Deciding;

/// <summary>What a rollout that waits has to be told of its service and its environment.</summary>
public sealed class WayAhead(CurrentInstallation installation)
{
    /// <param name="routes">The routes of its plan; null if they are not what it waits for.</param>
    public IReadOnlyList<Input> Look(Companions companions, PlanRoutes? routes, Rollout state)
    {
        var (service, occupancy) = companions;
        ValueList<Obstacle> obstacles =
        [
            .. ServiceDecider.InTheWay(service, state.Terms.Id),
            .. routes?.Obstacles ?? [],
            .. state.IsReturn ? [] : occupancy.InTheWay(state.Terms.Id, AtOnce(state.Terms.Plan)),
        ];
        var way = new Observation.WayChanged(obstacles);
        return ServiceDecider.SinceOpened(service, state.Terms) is { } news ? [news, way] : [way];
    }

    /// <summary>How many rollouts may be under way in its environment; null for as many as there are.</summary>
    public int? AtOnce(Plan plan) => installation.Now.Environments.GetValueOrDefault(plan.Environment)?.AtOnce;
}
