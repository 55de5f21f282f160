using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers;

/// <summary>
/// One connected router. Whatever is done may be done twice and by two at once, so every call says the whole of what
/// is wanted and none says a difference.
/// </summary>
public interface ITrafficRouter : IDisposable
{
    /// <summary>
    /// What the router shows now: where new requests go. Unknown backends count as others, never as one of the two;
    /// a candidate that is not there is shown as such, a stable backend that should be there is a fault.
    /// </summary>
    Task<Answer<Seen>> ReadAsync(RouteArms route, CancellationToken cancellation);

    /// <summary>
    /// Makes the router do this and nothing else; null where it accepted. After a fault any part of it may have been
    /// done, and the next read tells which; the same call again does the rest. A router that also keeps its weights
    /// somewhere may have taken effect and still not be done: only null is the end of it.
    /// </summary>
    Task<Fault?> WriteAsync(RouteArms route, Traffic traffic, CancellationToken cancellation);

    /// <summary>
    /// Puts the candidate's backend on the route at weight 0, where the router can and it is not there.
    /// </summary>
    Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation);

    /// <summary>Takes the old version's backend off the route, where the router can and it is there.</summary>
    Task<Fault?> RemoveStableAsync(RouteArms route, CancellationToken cancellation);
}
