using MediatR;
using Rollouts.Engine.Access;
using Rollouts.Engine.Jobs;
using Rollouts.Engine.Requests;
using Rollouts.Storage.Jobs;

namespace Rollouts.Engine.Audit;

/// <summary>Starts a job that verifies the whole log.</summary>
[Requires(Permission.ReadAudit, RequiredReach.All)]
public sealed record StartAuditVerification(RequestContext Context) : IUseCase<Job>;

/// <summary>Handles <see cref="StartAuditVerification"/>.</summary>
public sealed class StartAuditVerificationHandler(JobStarter jobs)
    : IRequestHandler<StartAuditVerification, UseCaseResult<Job>>
{
    public Task<UseCaseResult<Job>> Handle(StartAuditVerification request, CancellationToken cancellationToken) =>
        jobs.StartAsync(request.Context, AuditVerificationJob.KindName, new { }, cancellationToken);
}
