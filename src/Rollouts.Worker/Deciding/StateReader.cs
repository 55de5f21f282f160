using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Environments;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Rollouts.Services;
using Rollouts.Integrations.Storage.Streams;

namespace Rollouts.Worker.Deciding;

/// <summary>Reads states as they are kept. One that another build wrote is made again of its events.</summary>
public sealed class StateReader(IStreamStore streams)
{
    public async Task<Rollout> RolloutOfAsync(StoredState stored, CancellationToken cancellation)
    {
        if (stored.State is { } json && StateJson.Read<Rollout>(json) is { } state && state.Version == stored.Version)
        {
            return state;
        }

        Rollout? replayed = null;
        await foreach (var chained in streams.ReadAsync(stored.Name, above: 0, cancellation))
        {
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
