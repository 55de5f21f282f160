using MediatR;
using Rollouts.Engine.Access;
using Rollouts.Engine.Jobs;
using Rollouts.Engine.Requests;
using Rollouts.Storage.Jobs;

namespace Rollouts.Engine.PlanRehearsals;

/// <summary>Starts a job that rehearses a plan.</summary>
[Requires(Permission.Read, RequiredReach.None)]
public sealed record StartRehearsal(RequestContext Context, RehearsalBody Rehearsal) : IUseCase<Job>;

/// <summary>Handles <see cref="StartRehearsal"/>.</summary>
public sealed class StartRehearsalHandler(JobStarter jobs) : IRequestHandler<StartRehearsal, UseCaseResult<Job>>
{
    public Task<UseCaseResult<Job>> Handle(StartRehearsal request, CancellationToken cancellationToken) =>
        jobs.StartAsync(request.Context, RehearsalJob.KindName, request.Rehearsal, cancellationToken);
}
