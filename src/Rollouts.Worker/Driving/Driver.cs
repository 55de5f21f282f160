using System.Diagnostics;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Storage.Driving;
using Rollouts.Worker.Alarms;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Deciding;
using Rollouts.Worker.Observing;
using Rollouts.Worker.Restores;
using Rollouts.Worker.Streams;

namespace Rollouts.Worker.Driving;

/// <summary>
/// Drives one rollout that is due: decides what is due, closes the difference to what its routers show, and lets go.
/// Nothing is remembered from one time to the next, so a worker that dies at any line is healed by the next one
/// that does the same again.
/// </summary>
public sealed class Driver(
    IDueRollouts due,
    StreamRunner runner,
    StateReader reader,
    Scribe scribe,
    Reach reach,
    Turns turns,
    Ringing ringing,
    RouteWatch watch,
    AddedBackends added,
    BackendCleanup cleanup,
    FoldedFailures folded,
    RestoreHolds restores,
    StoreClock clock
)
{
    /// <summary>
    /// One wish leads to another (a shift done, the next one entered); some of them are for the next time.
    /// </summary>
    private const int MostRounds = 4;

    public async Task DriveAsync(ClaimedRollout claimed, Lease lease, CancellationToken cancellation)
    {
        var state = await reader.LoadAsync(claimed.Id, claimed.Head, cancellation);
        Traces.Describe(Activity.Current, state.Terms);
        var held = new HeldRollout(state, lease, runner, scribe, reader, folded, clock);
        if (await MoveAsync(held, cancellation))
        {
            var next =
                held.State.Status is Status.Final
                    ? Earlier(
                        await watch.LookAsync(held.State, lease, cancellation),
                        // What a restored store calls idle may be in use.
                        restores.Problem
                            is null
                            ? await cleanup.LookAsync(held.State, lease, cancellation)
                            : new DueTime(At: null)
                    )
                    : NextLook.Of(held.State, Now(held));
            var kept = clock.ToStore(next, Now(held));
            var release = new Release(claimed.Id, lease.Token, held.State.Version, kept);
            await due.ReleaseAsync([release], cancellation);
        }
    }

    /// <summary>False where it is not this worker's any more.</summary>
    private async Task<bool> MoveAsync(HeldRollout held, CancellationToken cancellation)
    {
        // Before all else: what is stored was decided on a world that may be gone.
        if (!await held.HandInAsync(restores.Of(held.State), cancellation))
        {
            return false;
        }

        // A router that fails is called once in a look, however much news its failures are.
        HashSet<TargetName> failed = [];
        for (var round = 0; round < MostRounds && held.State.Status is not Status.Final; round++)
        {
            var version = held.State.Version;
            if (
                !await held.HandInAsync(await LookAsync(held.State, cancellation), cancellation)
                || !await held.HandInAsync(await reach.ReadAsync(held.State, Now(held), cancellation), cancellation)
            )
            {
                return false;
            }

            // Whatever was decided since the claim says more than what is held here, a way back above all; the way
            // back itself is held up by no look.
            if (Reach.GoesForward(held.State, Now(held)) && await held.HasMovedAsync(cancellation))
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
            if (!await held.HandInAsync(written, cancellation))
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

    private async Task<IReadOnlyList<Input>> LookAsync(Rollout state, CancellationToken cancellation) =>
        [
            .. await ringing.LookAsync(state, cancellation),
            .. state.Status is Status.Queued ? await turns.LookAsync(state, cancellation) : [TimePassed.Instance],
        ];
}
