using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;

namespace Rollouts.Engine.Outside.Resilience;

/// <summary>A router for forward moves: its calls are retried and pass through a circuit.</summary>
internal sealed class ResilientRouter(ITrafficRouter inner, string system, Circuits circuits) : ITrafficRouter
{
    public Task<Answer<ObservedTraffic>> ReadAsync(RouteArms route, CancellationToken cancellation) =>
        circuits.CallAsync(system, RetryPolicy.RouterRead, token => inner.ReadAsync(route, token), cancellation);

    public Task<Fault?> WriteAsync(RouteArms route, Traffic traffic, CancellationToken cancellation) =>
        circuits.DoAsync(
            system,
            RetryPolicy.RouterWrite,
            token => inner.WriteAsync(route, traffic, token),
            cancellation
        );

    public Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation) =>
        circuits.DoAsync(system, RetryPolicy.RouterWrite, token => inner.AddCandidateAsync(route, token), cancellation);

    public Task<Fault?> RemoveStableAsync(RouteArms route, CancellationToken cancellation) =>
        circuits.DoAsync(system, RetryPolicy.RouterWrite, token => inner.RemoveStableAsync(route, token), cancellation);

    public void Dispose()
    {
        // The owner of the router shares it and disposes it.
    }
}
