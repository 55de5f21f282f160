using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Worker.Outside.Resilience;

/// <summary>A router as what goes forward sees it.</summary>
internal sealed class ResilientRouter(ITrafficRouter inner, string system, Circuits circuits) : ITrafficRouter
{
    public Task<Answer<Seen>> ReadAsync(RouteArms route, CancellationToken cancellation) =>
        circuits.CallAsync(system, Effort.RouterRead, token => inner.ReadAsync(route, token), cancellation);

    public Task<Fault?> WriteAsync(RouteArms route, Traffic traffic, CancellationToken cancellation) =>
        circuits.DoAsync(system, Effort.RouterWrite, token => inner.WriteAsync(route, traffic, token), cancellation);

    public Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation) =>
        circuits.DoAsync(system, Effort.RouterWrite, token => inner.AddCandidateAsync(route, token), cancellation);

    public Task<Fault?> RemoveStableAsync(RouteArms route, CancellationToken cancellation) =>
        circuits.DoAsync(system, Effort.RouterWrite, token => inner.RemoveStableAsync(route, token), cancellation);

    public void Dispose()
    {
        // The router is its owner's, who has opened it for everybody.
    }
}
