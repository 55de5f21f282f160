using Rollouts.Domain.Access;
using Rollouts.Domain.Alarms;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Calendar;
using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans.Revisions;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Environments;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Rollouts.Restores;
using Rollouts.Domain.Rollouts.Services;
using Rollouts.Domain.Routes;

namespace Rollouts.Worker.Streams;

/// <summary>How the state of each kind of stream follows from its records.</summary>
public static class StateCodecs
{
    public static StateCodec<Rollout> Rollout { get; } =
        new(initial: null, (state, entry) => Evolution.Evolve(state, Recorder.Read(entry)));

    public static StateCodec<AccessKey> Key { get; } =
        new(initial: null, (state, entry) => KeyDecider.Evolve(state, Read<KeyEvent>(entry), entry.At));

    public static StateCodec<Session> Session { get; } =
        new(initial: null, (state, entry) => SessionDecider.Evolve(state, Read<SessionEvent>(entry), entry.At));

    public static StateCodec<WrittenPart> InstallationPart { get; } =
        new(new WrittenPart(), (state, entry) => state!.Evolve(Read<InstallationEvent>(entry)));

    public static StateCodec<RouteClaim> RouteClaim { get; } =
        new(new RouteClaim(), (state, entry) => state!.Evolve(Read<RouteClaimEvent>(entry)));

    public static StateCodec<StoreHistory> StoreHolds { get; } =
        new(new StoreHistory(), (state, entry) => state!.Evolve(Read<StoreHoldEvent>(entry)));

    public static StateCodec<Service> Service(ServiceName name, EnvironmentName environment) =>
        new(
            new Service { Name = name, Environment = environment },
            (state, entry) => ServiceEvolution.Evolve(state!, Read<ServiceEvent>(entry))
        );

    public static StateCodec<Occupancy> Occupancy(EnvironmentName environment) =>
        new(new Occupancy { Environment = environment }, (state, entry) => state!.Evolve(Read<OccupancyEvent>(entry)));

    public static StateCodec<PlanHistory> Plan(ServiceName service, EnvironmentName environment) =>
        new(
            new PlanHistory { Service = service, Environment = environment },
            (state, entry) => state!.Evolve(Read<PlanEvent>(entry))
        );

    public static StateCodec<FreezeBook> Freezes(EnvironmentName environment) =>
        new(
            new FreezeBook { Environment = environment },
            (state, entry) => state!.Evolve(Read<FreezeEvent>(entry), entry.At)
        );

    public static StateCodec<AlarmBook> Alarms(ConnectionName sender) =>
        new(new AlarmBook { Sender = sender }, (state, entry) => state!.Evolve(Read<AlarmEvent>(entry)));

    private static T Read<T>(Entry entry) => (T)EventJson.Read(entry.Event, entry.Data);
}
