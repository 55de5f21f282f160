using MediatR;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;

namespace Rollouts.Engine.Rollouts.Commands;

/// <summary>Reads the current state of a rollout.</summary>
[Requires(Permission.Read, RequiredReach.Service)]
public sealed record ReadRollout(RequestContext Context, RolloutId Id) : IUseCase<Rollout>, INamesResource
{
    NamedResource INamesResource.Named => new NamedResource.OfRollout(Id);
}

/// <summary>Handles <see cref="ReadRollout"/>. The authorization has already read the rollout.</summary>
public sealed class ReadRolloutHandler : IRequestHandler<ReadRollout, UseCaseResult<Rollout>>
{
    public Task<UseCaseResult<Rollout>> Handle(ReadRollout request, CancellationToken cancellationToken) =>
        Task.FromResult<UseCaseResult<Rollout>>(new UseCaseResult<Rollout>.Done(request.Context.Rollout!.State!));
}
