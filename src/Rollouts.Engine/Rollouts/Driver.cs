using System.Diagnostics;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Observing;
using Rollouts.Engine.Restores;
using Rollouts.Engine.Streams;
using Rollouts.Storage.Driving;

namespace Rollouts.Engine.Rollouts;

/// <summary>
/// Drives one rollout that is due: decides its due transitions, closes the difference to the routers, and releases the
/// rollout. It keeps no state between two passes, so that after a crash at any line the next worker repeats the pass.
/// </summary>
public sealed class Driver(
    IDueRollouts due,
    StreamRunner runner,
    StateReader reader,
    RolloutCommitter committer,
    TrafficReconciler reach,
    ReleaseSequencer turns,
    IReadOnlyList<IObservationSource> sources,
    RouteWatch watch,
    AddedBackends added,
    BackendCleanup cleanup,
    FoldedFailures folded,
    RestoreHolds restores,
    IEvidenceSealer sealer,
    StoreClock clock
)
{
    /// <summary>
    /// One change leads to the next (a shift is done, the next step is entered). The rest waits for the next pass.
    /// </summary>
    private const int MostRounds = 4;

    public async Task DriveAsync(ClaimedRollout claimed, Lease lease, CancellationToken cancellation)
    {
        var state = await reader.LoadAsync(claimed.Id, claimed.Head, cancellation);
        Traces.Describe(Activity.Current, state.Spec);
        var held = new HeldRollout(state, lease, runner, committer, reader, folded, clock);
        if (await MoveAsync(held, cancellation))
        {
            var (next, work) =
                held.State.Status is Status.Final
                    ? (await AfterTheEndAsync(held, cancellation), WorkClass.Forward)
                    : NextDrive.Of(held.State, Now(held));
            var kept = clock.ToStore(next, Now(held));
            var release = new Release(claimed.Id, lease.Token, held.State.Version, kept) { Class = work };
            await due.ReleaseAsync([release], cancellation);
        }
    }

    private async Task<DueTime> AfterTheEndAsync(HeldRollout held, CancellationToken cancellation)
    {
        var next = await sealer.LookAsync(held.State, cancellation);
        if (held.State.Spec.Observes)
        {
            // The route belongs to another controller.
            return next;
        }

        next = Earlier(next, await watch.LookAsync(held.State, held.Lease, cancellation));

        // A backend that is idle in a restored store may be in use.
        return restores.Problem is null
            ? Earlier(next, await cleanup.LookAsync(held.State, held.Lease, cancellation))
            : next;
    }

    /// <summary>Returns false if the rollout no longer belongs to this worker.</summary>
    private async Task<bool> MoveAsync(HeldRollout held, CancellationToken cancellation)
    {
        // First of all: the stored decisions may be about a state of the world that is gone.
        if (!await held.SubmitAsync(restores.Of(held.State), cancellation))
        {
            return false;
        }

        // A router that fails is called once a pass, regardless of how many observations its failures cause.
        HashSet<TargetName> failed = [];
        for (var round = 0; round < MostRounds && held.State.Status is not Status.Final; round++)
        {
            var version = held.State.Version;
            if (
                !await held.SubmitAsync(await LookAsync(held.State, cancellation), cancellation)
                || !await held.SubmitAsync(await reach.ReadAsync(held.State, Now(held), cancellation), cancellation)
            )
            {
                return false;
            }

            if (held.State.Spec.Observes)
            {
                // Another controller writes the routers.
                break;
            }

            // A decision since the claim, above all a rollback, overrides the state that is held here. No look delays
            // the rollback itself.
            if (TrafficReconciler.GoesForward(held.State, Now(held)) && await held.HasMovedAsync(cancellation))
            {
                continue;
            }

            var before = held.State;
            await cleanup.MakeRoomAsync(before, held.Lease, cancellation);
            if (!await added.AboutToAddAsync(before, cancellation))
            {
                return true;
            }

            var written = await reach.WriteAsync(before, held.Lease, Now(held), cancellation, failed);
            await added.AddedAsync(before, written, cancellation);
            failed.UnionWith(written.OfType<Observation.RouterFailed>().Select(one => one.Target));
            if (!await held.SubmitAsync(written, cancellation))
            {
                return false;
            }

            if (held.State.Version == version)
            {
                break;
            }
        }

        return true;
    }

    private static DueTime Earlier(DueTime one, DueTime other) => one.At is null || other.At < one.At ? other : one;

    private Instant Now(HeldRollout held) => clock.NowFor(held.State);

    private async Task<IReadOnlyList<Input>> LookAsync(Rollout state, CancellationToken cancellation)
    {
        List<Input> seen = [];
        foreach (var source in sources)
        {
            seen.AddRange(await source.ObserveAsync(state, cancellation));
        }

        return
        [
            .. seen,
            .. state.Status is Status.Queued ? await turns.LookAsync(state, cancellation) : [TimePassed.Instance],
        ];
    }
}
