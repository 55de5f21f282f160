using Rollouts.Domain.Access;
using Rollouts.Domain.Alarms;
using Rollouts.Domain.Audit;
using Rollouts.Domain.Chat;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Environments;
using Rollouts.Domain.Freezes;
using Rollouts.Domain.Plans.Revisions;
using Rollouts.Domain.Restores;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Routes;
using Rollouts.Domain.Services;
using Rollouts.Storage.Serialization;

namespace Rollouts.Engine.Streams;

/// <summary>Computes the state of each kind of stream from its records.</summary>
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

    public static StateCodec<ChatThread> ChatThread { get; } =
        new(new ChatThread(), (state, entry) => state!.Evolve(Read<ChatThreadEvent>(entry)));

    public static StateCodec<ChatLink> ChatLink { get; } =
        new(new ChatLink(), (state, entry) => state!.Evolve(Read<ChatLinkEvent>(entry)));

    public static StateCodec<ChatInbox> ChatInbox { get; } =
        new(new ChatInbox(), (state, entry) => state!.Evolve(Read<ChatInboxEvent>(entry)));

    public static StateCodec<ChatPerson> ChatPerson { get; } =
        new(new ChatPerson(), (state, entry) => state!.Evolve(Read<ChatPersonEvent>(entry)));

    public static StateCodec<KnownPerson> KnownPerson { get; } =
        new(new KnownPerson(), (state, entry) => state!.Evolve(Read<KnownPersonEvent>(entry)));

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

    public static StateCodec<FreezeState> Freezes(EnvironmentName environment) =>
        new(
            new FreezeState { Environment = environment },
            (state, entry) => state!.Evolve(Read<FreezeEvent>(entry), entry.At)
        );

    public static StateCodec<AlarmState> Alarms(ConnectionName sender) =>
        new(new AlarmState { Sender = sender }, (state, entry) => state!.Evolve(Read<AlarmEvent>(entry)));

    private static T Read<T>(Entry entry) => (T)EventJson.Read(entry.Event, entry.Data);
}
