using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Access;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Jobs;
using Rollouts.Engine.Rollouts;
using Rollouts.Storage.Bundles;
using Rollouts.Storage.Jobs;

namespace Rollouts.Engine.Bundles;

/// <summary>
/// Seals the evidence of a rollout that ended before bundles existed, or whose worker is gone. The store accepts one
/// bundle for each rollout. The job belongs to the rollout and not to the caller that asked first.
/// </summary>
public sealed class EvidenceJob(StateReader reader, IEvidenceBundles bundles, BundleWriter writer, StoreClock clock)
    : IJobKind
{
    public const string KindName = "evidence";

    public string Name => KindName;

    public Permission Permission => Permission.ReadAudit;

    public RequiredReach Reach => RequiredReach.All;

    public static JobId IdOf(RolloutId rollout) => new(rollout.Value);

    public static string OwnerOf(RolloutId rollout) => $"rollout/{rollout}";

    public async Task RunAsync(JobRun run, CancellationToken cancellation)
    {
        var id = new RolloutId(Guid.ParseExact(run.Read<string>(), "N"));
        if (await bundles.SealedAtAsync(id, cancellation) is not null)
        {
            return;
        }

        var (state, _) = await reader.LoadAsync(id, cancellation);
        if (state is not { Status: Status.Final })
        {
            throw new JobRefusedException("The rollout has not ended.");
        }

        var now = clock.NowFor(state);
        await bundles.SealAsync(
            id,
            new SealedBundle(now, await writer.WriteAsync(state, now, cancellation)),
            cancellation
        );
    }
}
