using MediatR;
using Rollouts.Engine.Access;
using Rollouts.Engine.Requests;
using Rollouts.Storage.Jobs;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Jobs;

/// <summary>Cancels a job of the caller. The process that runs it stops within seconds.</summary>
[Requires(Permission.Read, RequiredReach.None)]
public sealed record CancelJob(RequestContext Context, JobId Id) : IUseCase<Job>;

/// <summary>Handles <see cref="CancelJob"/>.</summary>
public sealed class CancelJobHandler(JobAccess access, IStore store) : IRequestHandler<CancelJob, UseCaseResult<Job>>
{
    public async Task<UseCaseResult<Job>> Handle(CancelJob request, CancellationToken cancellationToken)
    {
        var (found, refusal) = await access.FindAsync(request.Context, request.Id, cancellationToken);
        if (found is not { } job)
        {
            return new UseCaseResult<Job>.Refused(refusal!);
        }

        await store.Jobs.CancelAsync(job.Id, cancellationToken);
        var after = (await store.Jobs.FindAsync(job.Id, cancellationToken)) ?? job;
        return after.Status is JobStatus.Cancelled
            ? new UseCaseResult<Job>.Done(after)
            : new UseCaseResult<Job>.Refused(
                new Refusal("job.ended", $"The job has ended as '{after.Status}' and cannot be cancelled.")
            );
    }
}
