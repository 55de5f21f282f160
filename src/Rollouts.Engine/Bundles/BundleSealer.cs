using Microsoft.Extensions.Logging;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Desired;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Rollouts;
using Rollouts.Storage.Bundles;
using Rollouts.Storage.Driving;

namespace Rollouts.Engine.Bundles;

/// <summary>Seals the evidence of rollouts that have ended.</summary>
public sealed class BundleSealer(IEvidenceBundles bundles, BundleWriter writer, StoreClock clock, ILogger logger)
    : IEvidenceSealer
{
    /// <summary>
    /// The answer that ended a rollout is stored after its end, and so are those of sources that were asked before it.
    /// </summary>
    public static TimeSpan Settling { get; } = TimeSpan.FromSeconds(30);

    /// <summary>After a way back some checks are still asked, whether requests reach the candidate.</summary>
    internal static Instant SettledAt(Rollout ended, Status.Final final) =>
        DesiredState
            .QuestionsOf(ended)
            .Select(question => question.Until ?? final.At)
            .Append(final.At)
            .Aggregate(Instant.Max) + Settling;

    /// <summary>After this time a reader seals the evidence that no worker has sealed.</summary>
    public static TimeSpan Overdue { get; } = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    public async Task<DueTime> LookAsync(Rollout ended, CancellationToken cancellation)
    {
        if (
            ended.Status is not Status.Final final
            || await bundles.SealedAtAsync(ended.Spec.Id, cancellation) is not null
        )
        {
            return new DueTime(At: null);
        }

        var now = clock.NowFor(ended);
        var settled = SettledAt(ended, final);
        if (now < settled)
        {
            return new DueTime(settled);
        }

        // The evidence of one rollout that cannot be written must not keep its routes from being watched.
        var isSealed = await ItemGuard.RunAsync(
            nameof(BundleSealer),
            $"evidence of rollout {ended.Spec.Id}",
            async () =>
                await bundles.SealAsync(
                    ended.Spec.Id,
                    new SealedBundle(now, await writer.WriteAsync(ended, now, cancellation)),
                    cancellation
                ),
            logger,
            cancellation
        );
        return new DueTime(isSealed ? null : now + Retry);
    }
}
