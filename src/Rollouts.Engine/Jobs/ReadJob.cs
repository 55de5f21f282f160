using MediatR;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;
using Rollouts.Storage.Jobs;

namespace Rollouts.Engine.Jobs;

/// <summary>Reads a job of the caller.</summary>
[Requires(Permission.Read, RequiredReach.None)]
public sealed record ReadJob(RequestContext Context, JobId Id) : IUseCase<Job>;

/// <summary>Handles <see cref="ReadJob"/>.</summary>
public sealed class ReadJobHandler(JobAccess access) : IRequestHandler<ReadJob, UseCaseResult<Job>>
{
    public async Task<UseCaseResult<Job>> Handle(ReadJob request, CancellationToken cancellationToken)
    {
        var (job, refusal) = await access.FindAsync(request.Context, request.Id, cancellationToken);
        return job is null ? new UseCaseResult<Job>.Refused(refusal!) : new UseCaseResult<Job>.Done(job);
    }
}
