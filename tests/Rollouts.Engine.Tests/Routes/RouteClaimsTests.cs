using System.Text;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Domain.Services;
using Rollouts.Engine.Routes;
using Rollouts.Engine.Streams;
using Rollouts.Engine.Tests.Simulations;
using Rollouts.Fakes.Storage;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.Outside;
using Rollouts.Storage;
using Rollouts.Storage.Serialization;
using Rollouts.Storage.Streams;

namespace Rollouts.Engine.Tests.Routes;

/// <summary>
/// A route that no administrator has given to a service belongs to the first that begins on it.
/// </summary>
public sealed class RouteClaimsTests
{
    private const string File = """
        connections:
          edge: { haproxy: { socket: "127.0.0.1:9999" } }
          twin: { haproxy: { socket: "localhost:9999" } }
        """;

    private static readonly RolloutId First = new(Guid.Parse("11111111-1111-1111-1111-111111111111"));
    private static readonly RolloutId Second = new(Guid.Parse("22222222-2222-2222-2222-222222222222"));

    private readonly SettableClock _clock = new();
    private readonly MemoryStore _store;
    private readonly RouteClaims _claims;

    public RouteClaimsTests()
    {
        _store = new MemoryStore(_clock);
        var installation = InstallationReader.Read("installation.yaml", Encoding.UTF8.GetBytes(File)).Installation!;
        _claims = new RouteClaims(_store.Streams, new CurrentInstallation(installation));
    }

    private Instant Now => Instant.From(_clock.GetUtcNow());

    [Fact]
    public async Task Of_two_services_that_begin_at_once_one_gets_the_route()
    {
        var search = await LoadAsync("search");
        var thief = await LoadAsync("shop-zzz");

        Assert.Equal(CommitOutcome.Written, await CommitAsync(search, First));
        Assert.Equal(CommitOutcome.Conflict, await CommitAsync(thief, Second));

        var again = await LoadAsync("shop-zzz");
        Assert.Null(again.Begin(Second, [Began()]));
        Assert.Equal("service.route-not-yours", again.Refusal?.Code);
        Assert.Equal(new RouteOwner(new ServiceName("search"), new EnvironmentName("prod")), again.Refusal?.Owner);
        Assert.Equal([new Blocker.RouteNotOurs(new TargetName("main"))], again.Blockers);
    }

    [Fact]
    public async Task The_owner_begins_again_and_again()
    {
        await CommitAsync(await LoadAsync("search"), First);

        var again = await LoadAsync("search");
        Assert.Null(again.Refusal);
        Assert.Equal(CommitOutcome.Written, await CommitAsync(again, Second));
    }

    [Fact]
    public async Task A_second_connection_to_the_proxy_is_no_way_around()
    {
        await CommitAsync(await LoadAsync("search"), First);

        Assert.Equal("service.route-not-yours", (await LoadAsync("shop-zzz", "twin")).Refusal?.Code);
        Assert.Null((await LoadAsync("search", "twin")).Refusal);
        Assert.Null((await LoadAsync("shop-zzz", "twin", "be_other")).Refusal);
    }

    [Fact]
    public async Task A_claim_ends_after_thirty_days_without_a_rollout()
    {
        await CommitAsync(await LoadAsync("search"), First);

        _clock.Advance(TimeSpan.FromDays(29));
        Assert.NotNull((await LoadAsync("shop-zzz")).Refusal);
        _clock.Advance(TimeSpan.FromDays(2));
        var free = await LoadAsync("shop-zzz");
        Assert.Null(free.Refusal);
        Assert.Equal(CommitOutcome.Written, await CommitAsync(free, Second));
        Assert.NotNull((await LoadAsync("search")).Refusal);
    }

    [Fact]
    public async Task A_claim_does_not_end_while_its_owner_has_a_live_rollout()
    {
        await CommitAsync(await LoadAsync("search"), First);
        var stream = StreamName.Of(new ServiceName("search"), new EnvironmentName("prod"));
        var underWay = new Service
        {
            Name = new ServiceName("search"),
            Environment = new EnvironmentName("prod"),
            UnderWay = new QueueEntry(First, 1, new VersionName("v2"), NewVersionPolicy.Queue),
        };
        var record = Recorder.Write(
            stream.Text,
            1,
            new ServiceEvent.Began(First),
            Now,
            Actor.Machine,
            Cause.Time,
            "its turn"
        );
        var write = new StreamWrite(stream, 0) { Entries = [record], State = StateText.Write(underWay) };
        Assert.Equal(
            [CommitOutcome.Written],
            await _store.Streams.CommitAsync([new Commit { Writes = [write] }], default)
        );

        _clock.Advance(TimeSpan.FromDays(31));

        Assert.NotNull((await LoadAsync("shop-zzz")).Refusal);
    }

    [Fact]
    public async Task Nothing_is_claimed_where_nothing_begins()
    {
        var search = await LoadAsync("search");

        Assert.Empty(search.Begin(First, [])!);
    }

    private Task<PlanRoutes> LoadAsync(string service, string connection = "edge", string proxy = "be_search") =>
        _claims.LoadAsync(
            AnyPlan.Of(new Chance(1)) with
            {
                Service = new ServiceName(service),
                Environment = new EnvironmentName("prod"),
                Waves =
                [
                    new Wave([
                        new Target
                        {
                            Name = new TargetName("main"),
                            Route = new Route.Spelled(
                                new ConnectionName(connection),
                                "haproxy",
                                new Settings.Map([new Setting("proxy", new Settings.Text(proxy))])
                            ),
                            At = PlanPath.Root,
                        },
                    ]),
                ],
            },
            Now,
            default
        );

    private async Task<CommitOutcome> CommitAsync(PlanRoutes routes, RolloutId rollout) =>
        (
            await _store.Streams.CommitAsync(
                [new Commit { Writes = routes.Begin(rollout, [Began()])!.ToValueList() }],
                default
            )
        )[0];

    private RecordedEvent Began() => new(new RolloutEvent.Began(), Now, Actor.Machine, Cause.Time, "its turn");
}
