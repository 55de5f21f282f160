using MediatR;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;
using Rollouts.Storage.Jobs;

namespace Rollouts.Engine.Jobs;

/// <summary>Lists the newest jobs of the caller, without their results.</summary>
[Requires(Permission.Read, RequiredReach.None)]
public sealed record ListJobs(RequestContext Context) : IUseCase<ValueList<Job>>;

/// <summary>Handles <see cref="ListJobs"/>.</summary>
public sealed class ListJobsHandler(JobAccess access) : IRequestHandler<ListJobs, UseCaseResult<ValueList<Job>>>
{
    public async Task<UseCaseResult<ValueList<Job>>> Handle(ListJobs request, CancellationToken cancellationToken) =>
        new UseCaseResult<ValueList<Job>>.Done(await access.ListAsync(request.Context, cancellationToken));
}
