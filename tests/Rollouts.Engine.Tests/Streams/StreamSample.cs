using Rollouts.Domain.Access;
using Rollouts.Domain.Alarms;
using Rollouts.Domain.Chat;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Environments;
using Rollouts.Domain.Freezes;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Revisions;
using Rollouts.Domain.Restores;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Routes;
using Rollouts.Domain.Services;
using Rollouts.Engine.Streams;
using Rollouts.Engine.Tests.Simulations;
using Rollouts.Storage;
using Rollouts.Storage.Serialization;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Tests.Streams;

/// <summary>A stream of one kind with its first record, the state that it leads to, and how that state is read.</summary>
public sealed record StreamSample(
    StreamName Stream,
    StreamWrite Write,
    object State,
    Func<IStreamStore, StoredState, Task<object?>> ReadAsync
)
{
    private static readonly Instant At = Instant.From(DateTimeOffset.UnixEpoch.AddDays(20_000));
    private static readonly EventMetadata Because = new(At, Actor.Machine, new Cause("test", null), "a test");
    private static readonly Plan Plan = AnyPlan.Of(new Chance(1));
    private static readonly RolloutId Id = new(Guid.Parse("11111111-1111-1111-1111-111111111111"));
    private static readonly ConnectionName Sender = new("pager");

    /// <summary>One of each kind of stream that has a state, by the name of its codec.</summary>
    public static IReadOnlyDictionary<string, Func<StreamSample>> All { get; } =
        new Dictionary<string, Func<StreamSample>>(StringComparer.Ordinal)
        {
            [nameof(StateCodecs.Rollout)] = Rollout,
            [nameof(StateCodecs.Service)] = Service,
            [nameof(StateCodecs.Occupancy)] = () =>
                Of(
                    StreamName.Of(Plan.Environment),
                    StateCodecs.Occupancy(Plan.Environment),
                    new Occupancy { Environment = Plan.Environment }.Evolve(new OccupancyEvent.SlotTaken(Id)),
                    new OccupancyEvent.SlotTaken(Id)
                ),
            [nameof(StateCodecs.Plan)] = () =>
                Of(
                    StreamName.OfPlan(Plan.Service, Plan.Environment),
                    StateCodecs.Plan(Plan.Service, Plan.Environment),
                    new PlanHistory
                    {
                        Service = Plan.Service,
                        Environment = Plan.Environment,
                        Revision = 1,
                        Text = "service: checkout",
                    },
                    new PlanEvent.Submitted("service: checkout")
                ),
            [nameof(StateCodecs.ChatThread)] = () =>
                Of(
                    StreamName.OfChat(Id, "slack/#releases"),
                    StateCodecs.ChatThread,
                    new ChatThread().Evolve(new ChatThreadEvent.Posted("C1", "1.2", 3)),
                    new ChatThreadEvent.Posted("C1", "1.2", 3)
                ),
            [nameof(StateCodecs.ChatLink)] = () =>
                Of(
                    StreamName.OfChatLink("T1", "U1"),
                    StateCodecs.ChatLink,
                    new ChatLink().Evolve(new ChatLinkEvent.Linked(Person.Owner, At)),
                    new ChatLinkEvent.Linked(Person.Owner, At)
                ),
            [nameof(StateCodecs.ChatInbox)] = () =>
                Of(
                    StreamName.OfChatInbox(Sender),
                    StateCodecs.ChatInbox,
                    new ChatInbox().Evolve(new ChatInboxEvent.Received("press-1", "{}")),
                    new ChatInboxEvent.Received("press-1", "{}")
                ),
            [nameof(StateCodecs.ChatPerson)] = () =>
                Of(
                    StreamName.OfChatPerson(Person.Owner.Provider, Person.Owner.Subject),
                    StateCodecs.ChatPerson,
                    new ChatPerson().Evolve(new ChatPersonEvent.AccountAdded("T1/U1")),
                    new ChatPersonEvent.AccountAdded("T1/U1")
                ),
            [nameof(StateCodecs.KnownPerson)] = () =>
            {
                var person = new Person("https://id.example.com", "a1", "alice", ["release"]);
                return Of(
                    StreamName.OfPerson(person.Provider!, person.Subject),
                    StateCodecs.KnownPerson,
                    new KnownPerson { Person = person },
                    new KnownPersonEvent.PersonDescribed(person)
                );
            },
            [nameof(StateCodecs.StoreHolds)] = StoreHolds,
            [nameof(StateCodecs.Freezes)] = Freezes,
            [nameof(StateCodecs.Alarms)] = () =>
                Of(
                    StreamName.Of(Sender),
                    StateCodecs.Alarms(Sender),
                    new AlarmState { Sender = Sender }.Evolve(new AlarmEvent.Rang("HighErrors", "a", At)),
                    new AlarmEvent.Rang("HighErrors", "a", At)
                ),
            [nameof(StateCodecs.InstallationPart)] = () =>
                Of(
                    StreamName.OfConnection(Sender),
                    StateCodecs.InstallationPart,
                    new WrittenPart { Revision = 1, Text = "hook: {}" },
                    new InstallationEvent.Written("hook: {}")
                ),
            [nameof(StateCodecs.RouteClaim)] = () =>
            {
                var owner = new RouteOwner(Plan.Service, Plan.Environment);
                var claimed = new RouteClaimEvent.Claimed(owner, Id, At);
                return Of(
                    StreamName.OfRoute(Sender, "haproxy:edge"),
                    StateCodecs.RouteClaim,
                    new RouteClaim().Evolve(claimed),
                    claimed
                );
            },
            [nameof(StateCodecs.Key)] = Key,
            [nameof(StateCodecs.Session)] = Session,
        };

    private static StreamSample Rollout()
    {
        var accepted = Started();
        var opened = Decider.Open(accepted.Opens!, "start", Actor.Machine, "a test", At);
        var stream = StreamName.Of(Id);
        var write = new StreamWrite(stream, 0)
        {
            Entries = opened.Records.Select((recorded, i) => Recorder.Write(Id, i + 1, recorded)).ToValueList(),
            State = StateText.Write(opened.State),
        };
        return new StreamSample(
            stream,
            write,
            opened.State,
            async (streams, stored) => await StateCodecs.Rollout.ReadAsync(streams, stored, default)
        );
    }

    private static StreamSample Service()
    {
        var accepted = Started();
        return Of(
            StreamName.Of(Plan.Service, Plan.Environment),
            StateCodecs.Service(Plan.Service, Plan.Environment),
            accepted.State,
            [.. accepted.Events]
        );
    }

    private static StreamSample StoreHolds()
    {
        var hold = new StoreHold(At, StoreHoldKind.Unacknowledged);
        return Of(
            StreamName.StoreHolds,
            StateCodecs.StoreHolds,
            new StoreHistory { Newest = hold },
            new StoreHoldEvent.Began(hold)
        );
    }

    private static StreamSample Freezes()
    {
        var freeze = new DeclaredFreeze(new("release-day"), "the launch", At, Until: null);
        return Of(
            StreamName.OfFreezes(Plan.Environment),
            StateCodecs.Freezes(Plan.Environment),
            new FreezeState { Environment = Plan.Environment, Freezes = [freeze] },
            new FreezeEvent.Declared(freeze)
        );
    }

    private static StreamSample Key()
    {
        var key = new AccessKey
        {
            Id = new KeyId("0123456789ab"),
            Name = "ci",
            Hash = "00",
            Roles = [Role.Deployer],
            IssuedAt = At,
        };
        return Of(StreamName.Of(key.Id), StateCodecs.Key, key, new KeyEvent.Issued(key));
    }

    private static StreamSample Session()
    {
        var session = new Session
        {
            Id = new SessionId(new string('a', 64)),
            Person = Person.Owner,
            OpenedAt = At,
            Until = At + TimeSpan.FromHours(12),
            Idle = TimeSpan.FromHours(2),
            SeenAt = At,
        };
        return Of(StreamName.Of(session.Id), StateCodecs.Session, session, new SessionEvent.Opened(session));
    }

    private static ServiceDecision.Accepted Started() =>
        Assert.IsType<ServiceDecision.Accepted>(
            ServiceDecider.Start(
                new Service { Name = Plan.Service, Environment = Plan.Environment },
                new StartRequest
                {
                    Id = Id,
                    Version = new VersionName("v2"),
                    Plan = Plan,
                    Targets = Plan
                        .Targets.Select(target => new TargetRequest(
                            target.Name,
                            ReadsBack: true,
                            AddsBackends: false,
                            AnyPlan.Blue
                        ))
                        .ToValueList(),
                    By = Actor.Machine,
                }
            )
        );

    private static StreamSample Of<TState>(
        StreamName stream,
        StateCodec<TState> codec,
        TState state,
        params object[] events
    )
        where TState : class =>
        new(
            stream,
            Assert.Single(StreamAppend.Write(stream, 0, state, events.Select(happened => (happened, Because)))),
            state,
            async (streams, stored) => await codec.ReadAsync(streams, stored, default)
        );
}
