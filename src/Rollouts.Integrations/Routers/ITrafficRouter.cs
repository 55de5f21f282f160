using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers;

/// <summary>
/// One connected router. Whatever is done may be done twice and by two at once, so every call says the whole of what
/// is wanted and none says a difference.
/// </summary>
public interface ITrafficRouter
{
    /// <summary>What the router shows now. Unknown backends count as others, never as one of the two.</summary>
    Task<Answer<Seen>> ReadAsync(RouteArms route, CancellationToken cancellation);

    /// <summary>Makes the router do this and nothing else; null where it accepted.</summary>
    Task<Fault?> WriteAsync(RouteArms route, Traffic traffic, CancellationToken cancellation);

    /// <summary>
    /// Puts the candidate's backend on the route at weight 0, where the router can and it is not there.
    /// </summary>
    Task<Fault?> AddCandidateAsync(RouteArms route, CancellationToken cancellation);

    /// <summary>Takes the old version's backend off the route, where the router can and it is there.</summary>
    Task<Fault?> RemoveStableAsync(RouteArms route, CancellationToken cancellation);
}
