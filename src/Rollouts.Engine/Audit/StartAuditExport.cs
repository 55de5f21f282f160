using MediatR;
using Rollouts.Engine.Access;
using Rollouts.Engine.Jobs;
using Rollouts.Engine.Requests;
using Rollouts.Storage.Jobs;

namespace Rollouts.Engine.Audit;

/// <summary>Starts a job that exports records of the log.</summary>
[Requires(Permission.ReadAudit, RequiredReach.All)]
public sealed record StartAuditExport(RequestContext Context, AuditExport Export) : IUseCase<Job>;

/// <summary>Handles <see cref="StartAuditExport"/>.</summary>
public sealed class StartAuditExportHandler(JobStarter jobs) : IRequestHandler<StartAuditExport, UseCaseResult<Job>>
{
    public Task<UseCaseResult<Job>> Handle(StartAuditExport request, CancellationToken cancellationToken) =>
        jobs.StartAsync(request.Context, AuditExportJob.KindName, request.Export, cancellationToken);
}
