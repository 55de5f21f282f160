using Rollouts.Domain.Restores;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Streams;
using Rollouts.Storage;

namespace Rollouts.Engine.Restores;

/// <summary>
/// The hold of a store that went back in time. It is stored, so that all workers know it and it survives a restart.
/// </summary>
public sealed class RestoreHolds(StreamRunner runner)
{
    private volatile StoreHold? _newest;
    private volatile bool _isUnchecked;

    /// <summary>The last time that the store went back; null if it never did.</summary>
    public StoreHold? Newest => _newest;

    /// <summary>False until the store was compared with its mark. Until then no rollout is driven.</summary>
    public bool IsChecked => !_isUnchecked;

    /// <summary>One sentence for people; null if no action is needed.</summary>
    public string? Problem =>
        _newest is { Kind: StoreHoldKind.Unacknowledged, At: var at }
            ? $"the database went back in time (noticed at {at}) and rollouts are held: start with --restored, or "
                + "confirm each rollout"
            : null;

    /// <summary>The inputs that a rollout must take before anything is written for it.</summary>
    public IReadOnlyList<Input> Of(Rollout state) =>
        _newest is { } hold
        && state is { IsFinal: false }
        && (state.OpenedAt <= hold.At || hold.Kind == StoreHoldKind.Unacknowledged)
        && (state.WentBack?.At < hold.At || state.WentBack is null || IsAcknowledgedNow(state, hold))
            ? [new Observation.StoreWentBack(hold)]
            : [];

    /// <summary>
    /// Whether the rollout ended in a history that the store has lost. The weights on its routes may belong to a later
    /// rollout, even if the ended one wrote them too.
    /// </summary>
    public bool EndedBefore(Status.Final final) =>
        _newest is { Kind: not StoreHoldKind.Reread } hold && final.At <= hold.At;

    internal void AwaitCheck() => _isUnchecked = true;

    internal void Checked() => _isUnchecked = false;

    /// <summary>Loads the hold that another worker has recorded.</summary>
    public async Task<StoreHold?> RefreshAsync(CancellationToken cancellation)
    {
        var loaded = await runner.LoadAsync(StreamName.StoreHolds, StateCodecs.StoreHolds, cancellation);
        return _newest = loaded.State!.Newest;
    }

    /// <summary>Records that the store went back, or that a hold is acknowledged.</summary>
    /// <param name="decide">The hold after the present one; null to leave it.</param>
    internal async Task ChangeAsync(
        Func<StoreHold?, Instant, StoreHold?> decide,
        string reason,
        CancellationToken cancellation
    )
    {
        var result = await runner.TransactAsync(
            StreamName.StoreHolds,
            StateCodecs.StoreHolds,
            (before, now) =>
                decide(before.State!.Newest, now) is { } hold
                    ? StreamAppend.Change(
                        before,
                        before.State.Evolve(new StoreHoldEvent.Began(hold)),
                        [new StoreHoldEvent.Began(hold)],
                        new EventMetadata(now, Actor.Machine, new Cause("restore", Key: null), reason)
                    )
                    : new StreamChange<StoreHistory>.Keep(before.State),
            cancellation
        );
        _newest = result is CommandResult<StoreHistory>.Accepted accepted
            ? accepted.State.Newest
            : throw new ConflictException("hold of the database");
    }

    private static bool IsAcknowledgedNow(Rollout state, StoreHold hold) =>
        state.Hold is { Kind: StoreHoldKind.Unacknowledged, At: var at }
        && at == hold.At
        && hold.Kind == StoreHoldKind.Acknowledged;
}
