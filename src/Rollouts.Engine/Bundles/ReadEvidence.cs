using MediatR;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Access;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Requests;
using Rollouts.Storage.Bundles;

namespace Rollouts.Engine.Bundles;

/// <summary>Reads the sealed evidence of a rollout.</summary>
[Requires(Permission.ReadAudit, RequiredReach.Service)]
public sealed record ReadEvidence(RequestContext Context, RolloutId Id) : IUseCase<EvidenceReading>, INamesResource
{
    NamedResource INamesResource.Named => new NamedResource.OfRollout(Id);
}

/// <param name="Bundle">Null while it is not sealed.</param>
public sealed record EvidenceReading(Rollout Rollout, SealedBundle? Bundle);

/// <summary>Handles <see cref="ReadEvidence"/>.</summary>
public sealed class ReadEvidenceHandler(IEvidenceBundles bundles, BundleWriter writer, StoreClock clock)
    : IRequestHandler<ReadEvidence, UseCaseResult<EvidenceReading>>
{
    public async Task<UseCaseResult<EvidenceReading>> Handle(ReadEvidence request, CancellationToken cancellationToken)
    {
        var rollout = request.Context.Rollout!.State!;
        var found = await bundles.FindAsync(request.Id, cancellationToken);
        var now = clock.NowFor(rollout);

        // A rollout that ended before bundles existed, or whose worker is gone.
        if (
            found is null
            && rollout.Status is Status.Final final
            && now >= BundleSealer.SettledAt(rollout, final) + BundleSealer.Overdue
        )
        {
            var written = new SealedBundle(now, await writer.WriteAsync(rollout, now, cancellationToken));
            await bundles.SealAsync(request.Id, written, cancellationToken);
            found = await bundles.FindAsync(request.Id, cancellationToken);
        }

        return new UseCaseResult<EvidenceReading>.Done(new EvidenceReading(rollout, found));
    }
}
