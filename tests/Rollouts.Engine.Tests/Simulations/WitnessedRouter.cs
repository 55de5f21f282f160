using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Engine.Tests.Simulations;

/// <summary>A router before which somebody stands who sees what is sent, at the moment at which it is sent.</summary>
internal sealed class WitnessedRouter(ITrafficRouter router, Action<RouteArms, Traffic> witness) : ITrafficRouter
{
    public Task<Answer<ObservedTraffic>> ReadAsync(RouteArms route, CancellationToken cancellation) =>
        router.ReadAsync(route, cancellation);

    public Task<Fault?> WriteAsync(RouteArms route, Traffic traffic, CancellationToken cancellation)
    {
        witness(route, traffic);
        return router.WriteAsync(route, traffic, cancellation);
    }

    public Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation) =>
        router.AddCandidateAsync(route, cancellation);

    public Task<Fault?> RemoveStableAsync(RouteArms route, CancellationToken cancellation) =>
        router.RemoveStableAsync(route, cancellation);

    public void Dispose()
    {
        // The one behind it belongs to the world.
    }
}
