using Rollouts.Domain.Audit;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Environments;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Rollouts.Services;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Storage.Streams;

namespace Rollouts.Worker.Deciding;

/// <summary>
/// Reads states as they are kept. One that another build wrote is made again of its events; one that was read before
/// and has not changed is not read again.
/// </summary>
public sealed class StateReader(IStreamStore streams)
{
    /// <summary>Twice the design size.</summary>
    private const int Most = 20_000;

    private readonly Remembered<StreamName, (Hash Head, Rollout State)> _known = new(Most);

    /// <summary>A rollout as it stands, and the time it is; null where there is none.</summary>
    public async Task<(Rollout? State, Instant Now)> LoadAsync(RolloutId id, CancellationToken cancellation)
    {
        var name = StreamName.Of(id);
        var known = _known.TryGet(name, out var read) ? read.Head : (Hash?)null;
        var loaded = await streams.LoadAsync([new Wanted(name, known)], cancellation);
        return loaded.Streams[0] is { } stored
            ? (await RolloutOfAsync(stored, cancellation), loaded.Now)
            : (null, loaded.Now);
    }

    /// <summary>A rollout as it stood at a head, or has stood since.</summary>
    public async Task<Rollout> LoadAsync(RolloutId id, Head head, CancellationToken cancellation) =>
        _known.TryGet(StreamName.Of(id), out var read) && read.Head == head.Hash
            ? read.State
            : (await LoadAsync(id, cancellation)).State
                ?? throw new InvalidOperationException($"{head.Stream} is not there any more.");

    public async Task<Rollout> RolloutOfAsync(StoredState stored, CancellationToken cancellation)
    {
        // The head's hash stands for all that ever happened, so what led to it once leads to it always.
        var isKnown = _known.TryGet(stored.Name, out var known);
        if (isKnown && known.Head == stored.Head)
        {
            return known.State;
        }

        var state = await ReadAsync(stored, cancellation);

        // Most of a state are its terms, and most of the news leave them as they were.
        state = isKnown && known.State.Terms == state.Terms ? state with { Terms = known.State.Terms } : state;
        _known.Keep(stored.Name, (stored.Head, state));
        return state;
    }

    /// <summary>Takes over what was written here, so that it is not read again.</summary>
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

    private async Task<Rollout> ReadAsync(StoredState stored, CancellationToken cancellation)
    {
        if (stored.State is { } json && StateJson.Read<Rollout>(json) is { } state && state.Version == stored.Version)
        {
            return state;
        }

        Rollout? replayed = null;
        await foreach (var chained in streams.ReadAsync(stored.Name, above: 0, cancellation))
        {
            if (chained.Entry.Version > stored.Version)
            {
                break;
            }

            replayed = Evolution.Evolve(replayed, Recorder.Read(chained.Entry));
        }

        return replayed ?? throw new InvalidOperationException($"{stored.Name} has no records.");
    }

    public async Task<Companions> CompanionsOfAsync(Plan plan, CancellationToken cancellation)
    {
        var loaded = await streams.LoadAsync(
            [StreamName.Of(plan.Service, plan.Environment), StreamName.Of(plan.Environment)],
            cancellation
        );
        return new Companions(ServiceOf(plan, loaded.Streams[0]), OccupancyOf(plan.Environment, loaded.Streams[1]));
    }

    public static Service ServiceOf(Plan plan, StoredState? stored) =>
        Read<Service>(stored) ?? new Service { Name = plan.Service, Environment = plan.Environment };

    private static Occupancy OccupancyOf(EnvironmentName environment, StoredState? stored) =>
        Read<Occupancy>(stored) ?? new Occupancy { Environment = environment };

    private static T? Read<T>(StoredState? stored)
        where T : class =>
        stored?.State is not { } json
            ? null
            : StateJson.Read<T>(json)
                ?? throw new InvalidOperationException($"The state of {stored.Name} was written by another version.");
}
