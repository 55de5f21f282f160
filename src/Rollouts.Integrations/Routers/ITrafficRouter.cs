using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers;

/// <summary>
/// One connected router. Every call may be repeated or run twice at the same time, so each call states the complete
/// desired state and never a difference.
/// </summary>
public interface ITrafficRouter : IDisposable
{
    /// <summary>
    /// Reads where new requests go. Unknown backends count as others, never as one of the two. A missing candidate is
    /// reported as such, a missing stable backend is a fault.
    /// </summary>
    Task<Answer<ObservedTraffic>> ReadAsync(RouteArms route, CancellationToken cancellation);

    /// <summary>
    /// Applies the traffic exactly; returns null if the router accepted it. After a fault any part may have been
    /// applied. The next read shows which, and the same call completes the rest. A router that also persists its
    /// weights may already send the traffic and still return a fault; only null means completion.
    /// </summary>
    Task<Fault?> WriteAsync(RouteArms route, Traffic traffic, CancellationToken cancellation);

    /// <summary>
    /// Adds the candidate's backend to the route at weight 0, if the router supports it and the backend is missing.
    /// </summary>
    Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation);

    /// <summary>
    /// Removes the old version's backend from the route, if the router supports it and the backend is there.
    /// </summary>
    Task<Fault?> RemoveStableAsync(RouteArms route, CancellationToken cancellation);
}
