using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>A request to change one rollout.</summary>
/// <param name="Reason">The caller's reason. The record of the change keeps it.</param>
public abstract record RolloutRequest(RequestContext Context, RolloutId Id, string Reason)
    : IUseCase<Rollout>,
        INamesResource
{
    NamedResource INamesResource.Named => new NamedResource.OfRollout(Id);

    /// <summary>The rollout as the authorization has read it.</summary>
    internal Rollout State => Context.Rollout!.State!;
}
