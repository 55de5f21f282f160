using Rollouts.Domain.Alarms;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Tests.Plans;
using Rollouts.Domain.Tests.Rollouts;

namespace Rollouts.Domain.Tests.Installations;

/// <summary>What rollouts rely on, by whichever part of their plan they name it.</summary>
public sealed class RelianceTests
{
    private static readonly ConnectionName Edge = new("edge");

    private static readonly Installation Defaults = new() { DefaultRouter = Edge, DefaultSource = new("numbers") };

    [Fact]
    public void A_router_and_a_source_are_relied_on_also_where_they_are_the_defaults()
    {
        var plan = Some.Canary(Some.Shift(50));

        Assert.True(IsOn(plan, Edge));
        Assert.True(IsOn(plan, new("numbers")));
        Assert.False(IsOn(plan, new("another")));
    }

    [Fact]
    public void A_route_and_a_check_that_name_another_connection_do_not_rely_on_the_default()
    {
        var other = new ConnectionName("other");
        var plan = Some.Canary(Some.Shift(50)) with
        {
            Waves = [new Wave([Some.Target("main") with { Route = new Route.Named("checkout", other) }])],
            Checks = [Some.ErrorLimit with { Source = other }],
        };

        Assert.True(IsOn(plan, other));
        Assert.False(IsOn(plan, Edge));
        Assert.False(IsOn(plan, new("numbers")));
    }

    [Fact]
    public void A_hook_is_relied_on_wherever_it_is_named()
    {
        var ci = new ConnectionName("ci");
        var address = new Address.Connected(ci);
        var bare = Some.Canary(Some.Shift(50));

        Assert.False(IsOn(bare, ci));
        Assert.True(IsOn(bare with { Hooks = new Hooks { Before = address } }, ci));
        Assert.True(IsOn(bare with { Hooks = new Hooks { AfterRollBack = address } }, ci));
        Assert.True(IsOn(bare with { Hooks = new Hooks { AfterSuccess = address } }, ci));
        Assert.True(IsOn(bare with { Tell = new Tell { Webhook = address } }, ci));
    }

    [Fact]
    public void A_sender_is_relied_on_where_it_could_push_what_the_plan_names()
    {
        var traits = new SenderTraits
        {
            Key = "sns",
            Title = "SNS",
            Brings = AlarmList.Alarms,
            Order = MessageOrder.ByTime,
        };
        var sender = new Connection.Sender(new ConnectionName("sns"), traits, new Settings.Map([]));
        var plan = Some.Canary(Some.Shift(50)) with { RollBackOn = new RollBackOn(["checkout-5xx"], []) };
        var terms = Known.TermsOf(plan);

        Assert.True(ConnectionUsage.IsOn(terms, sender.Name, sender, Defaults));
        Assert.False(
            ConnectionUsage.IsOn(terms, sender.Name, sender with { Services = [new ServiceName("carts")] }, Defaults)
        );
        Assert.False(ConnectionUsage.IsOn(Known.TermsOf(Some.Canary()), sender.Name, sender, Defaults));
    }

    [Fact]
    public void The_pipeline_that_is_told_how_it_goes_is_relied_on()
    {
        var pipeline = new ConnectionName("github");
        var terms = Known.TermsOf(Some.Canary()) with
        {
            Provenance = new Provenance { ReplyTo = new ReplyTo(pipeline, "shop/checkout") },
        };

        Assert.True(ConnectionUsage.IsOn(terms, pipeline, connection: null, Defaults));
    }

    [Fact]
    public void A_router_is_kept_while_it_is_of_its_kind_has_the_routes_and_serves_the_service()
    {
        var terms = Known.TermsOf(Some.Canary(Some.Shift(50)));
        var before = Router("kong", "shop");

        Assert.True(IsKept(before with { Settings = new Settings.Text("elsewhere") }));
        Assert.True(IsKept(before with { Services = [terms.Plan.Service] }));
        Assert.False(IsKept(before with { Services = [new ServiceName("carts")] }));
        Assert.False(IsKept(before with { Routes = [] }));
        Assert.True(IsKept(before with { Routes = [before.Routes[0] with { Services = [terms.Plan.Service] }] }));
        Assert.False(
            IsKept(before with { Routes = [before.Routes[0] with { Services = [new ServiceName("carts")] }] })
        );
        Assert.False(IsKept(Router("kong", "carts")));
        Assert.False(IsKept(Router("haproxy", "shop")));
        Assert.False(IsKept(new Connection.Hook(Edge, new Settings.Map([]))));

        bool IsKept(Connection after) => ConnectionUsage.IsKept(terms, before, after, Defaults);
    }

    private static bool IsOn(Plan plan, ConnectionName name) =>
        ConnectionUsage.IsOn(Known.TermsOf(plan), name, connection: null, Defaults);

    private static Connection.Router Router(string key, string where) =>
        new(
            Edge,
            new RouterTraits
            {
                Key = key,
                Title = key,
                Weights = new WeightGrid.SumTo(100),
                Places = new PlainPlaces(),
            },
            new Settings.Map([])
        )
        {
            Routes = [new NamedRoute("checkout", new Settings.Text(where))],
        };
}
