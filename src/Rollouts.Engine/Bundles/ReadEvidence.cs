using MediatR;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Access;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Jobs;
using Rollouts.Engine.Requests;
using Rollouts.Storage.Bundles;
using Rollouts.Storage.Jobs;
using Rollouts.Storage.Stores;

namespace Rollouts.Engine.Bundles;

/// <summary>Reads the sealed evidence of a rollout.</summary>
[Requires(Permission.ReadAudit, RequiredReach.Service)]
public sealed record ReadEvidence(RequestContext Context, RolloutId Id) : IUseCase<EvidenceReading>, INamesResource
{
    NamedResource INamesResource.Named => new NamedResource.OfRollout(Id);
}

/// <param name="Bundle">Null while it is not sealed.</param>
/// <param name="Sealing">The job that seals it late; null if there is none.</param>
public sealed record EvidenceReading(Rollout Rollout, SealedBundle? Bundle, Job? Sealing);

/// <summary>Handles <see cref="ReadEvidence"/>.</summary>
public sealed class ReadEvidenceHandler(IEvidenceBundles bundles, JobStarter jobs, IStore store, StoreClock clock)
    : IRequestHandler<ReadEvidence, UseCaseResult<EvidenceReading>>
{
    public async Task<UseCaseResult<EvidenceReading>> Handle(ReadEvidence request, CancellationToken cancellationToken)
    {
        var rollout = request.Context.Rollout!.State!;
        var found = await bundles.FindAsync(request.Id, cancellationToken);
        if (found is not null)
        {
            return new UseCaseResult<EvidenceReading>.Done(new EvidenceReading(rollout, found, Sealing: null));
        }

        // A rollout that ended before bundles existed, or whose worker is gone.
        var job = EvidenceJob.IdOf(request.Id);
        if (
            rollout.Status is Status.Final final
            && clock.NowFor(rollout) >= BundleSealer.SettledAt(rollout, final) + BundleSealer.Overdue
        )
        {
            await jobs.AddAsync(
                job,
                EvidenceJob.OwnerOf(request.Id),
                EvidenceJob.KindName,
                request.Id.ToString(),
                cancellationToken
            );
        }

        return new UseCaseResult<EvidenceReading>.Done(
            new EvidenceReading(rollout, Bundle: null, await store.Jobs.FindAsync(job, cancellationToken))
        );
    }
}
