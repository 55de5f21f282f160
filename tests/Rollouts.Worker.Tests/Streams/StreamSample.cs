using Rollouts.Domain.Access;
using Rollouts.Domain.Alarms;
using Rollouts.Domain.Calendar;
using Rollouts.Domain.Installations;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Revisions;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Environments;
using Rollouts.Domain.Rollouts.Recording;
using Rollouts.Domain.Rollouts.Restores;
using Rollouts.Domain.Rollouts.Services;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Routes;
using Rollouts.Integrations.Storage.Streams;
using Rollouts.Worker.Streams;
using Rollouts.Worker.Tests.Simulations;

namespace Rollouts.Worker.Tests.Streams;

/// <summary>A stream of one kind with its first record, the state that it leads to, and how that state is read.</summary>
public sealed record StreamSample(
    StreamName Stream,
    StreamWrite Write,
    object State,
    Func<IStreamStore, StoredState, Task<object?>> ReadAsync
)
{
    private static readonly Instant At = Instant.From(DateTimeOffset.UnixEpoch.AddDays(20_000));
    private static readonly Origin Because = new(At, Actor.Machine, new Cause("test", null), "a test");
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
            [nameof(StateCodecs.StoreHolds)] = StoreHolds,
            [nameof(StateCodecs.Freezes)] = Freezes,
            [nameof(StateCodecs.Alarms)] = () =>
                Of(
                    StreamName.Of(Sender),
                    StateCodecs.Alarms(Sender),
                    new AlarmBook { Sender = Sender }.Evolve(new AlarmEvent.Rang("HighErrors", "a", At)),
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
            Entries = opened.Happenings.Select((happening, i) => Recorder.Write(Id, i + 1, happening)).ToValueList(),
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
            new FreezeBook { Environment = Plan.Environment, Freezes = [freeze] },
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
