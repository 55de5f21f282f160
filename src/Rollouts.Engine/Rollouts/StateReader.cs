using Rollouts.Domain.Audit;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Services;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Streams;
using Rollouts.Integrations.Outside;
using Rollouts.Storage;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Rollouts;

/// <summary>
/// Reads the states of rollouts and of the streams beside them. A cached state that has not changed is not read again.
/// </summary>
public sealed class StateReader(IStreamStore streams, StoreClock clock) : IStateSource<Rollout>
{
    /// <summary>Twice the design size.</summary>
    private const int Most = 20_000;

    private readonly BoundedCache<StreamName, (Hash Head, Rollout State)> _known = new(Most);

    /// <summary>The current state of a rollout, and the store's time; null if it does not exist.</summary>
    public async Task<(Rollout? State, Instant Now)> LoadAsync(RolloutId id, CancellationToken cancellation)
    {
        var name = StreamName.Of(id);
        var known = _known.TryGet(name, out var read) ? read.Head : (Hash?)null;
        var loaded = await streams.LoadAsync([new Wanted(name, known)], cancellation);
        return loaded.Streams[0] is { } stored
            ? (await RolloutOfAsync(stored, cancellation), loaded.Now)
            : (null, loaded.Now);
    }

    public async Task<Snapshot<Rollout>> LoadAsync(StreamName stream, CancellationToken cancellation)
    {
        var (state, now) = await LoadAsync(
            stream.Rollout
                ?? throw new ArgumentException($"'{stream}' is not the stream of a rollout.", nameof(stream)),
            cancellation
        );
        clock.Saw(now);
        return new Snapshot<Rollout>(stream, state?.Version ?? 0, state);
    }

    /// <summary>The state of a rollout at a head, or a later one.</summary>
    public async Task<Rollout> LoadAsync(RolloutId id, Head head, CancellationToken cancellation) =>
        _known.TryGet(StreamName.Of(id), out var read) && read.Head == head.Hash
            ? read.State
            : (await LoadAsync(id, cancellation)).State
                ?? throw new InvalidOperationException($"{head.Stream} is not there any more.");

    public async Task<Rollout> RolloutOfAsync(StoredState stored, CancellationToken cancellation)
    {
        // The head's hash identifies the whole history, so a state that belongs to it never changes.
        var isKnown = _known.TryGet(stored.Name, out var known);
        if (isKnown && known.Head == stored.Head)
        {
            return known.State;
        }

        var state = (await StateCodecs.Rollout.ReadAsync(streams, stored, cancellation))!;

        // Most of a state is its spec, which most changes leave as it is. Sharing one instance saves memory.
        state = isKnown && known.State.Spec == state.Spec ? state with { Spec = known.State.Spec } : state;
        _known.Keep(stored.Name, (stored.Head, state));
        return state;
    }

    public void Wrote(StreamWrite write, Rollout after)
    {
        Hash? before =
            write.Expected == 0 ? Hash.Beginning
            : _known.TryGet(write.Stream, out var known) && known.State.Version == write.Expected ? known.Head
            : null;
        if (before is { } head)
        {
            _known.Keep(write.Stream, (write.Entries.Aggregate(head, Chain.Next), after));
        }
    }

    public async Task<RelatedStreams> RelatedStreamsOfAsync(Plan plan, CancellationToken cancellation)
    {
        var loaded = await streams.LoadAsync(
            [StreamName.Of(plan.Service, plan.Environment), StreamName.Of(plan.Environment)],
            cancellation
        );
        return new RelatedStreams(
            await ServiceOfAsync(plan.Service, plan.Environment, loaded.Streams[0], cancellation),
            (await StateCodecs.Occupancy(plan.Environment).ReadAsync(streams, loaded.Streams[1], cancellation))!
        );
    }

    public async Task<Service> ServiceOfAsync(
        ServiceName name,
        EnvironmentName environment,
        StoredState? stored,
        CancellationToken cancellation
    ) => (await StateCodecs.Service(name, environment).ReadAsync(streams, stored, cancellation))!;
}
