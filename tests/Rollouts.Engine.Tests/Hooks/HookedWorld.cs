using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Notifications;
using Rollouts.Engine.Outside;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Engine.Tests.Simulations;
using Rollouts.Hosting;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.Notify.Webhook;
using Rollouts.Integrations.Outside;
using Rollouts.Servers;
using Rollouts.Storage;

namespace Rollouts.Engine.Tests.Hooks;

/// <summary>A world in memory whose gates and hooks are real: somebody who is called over HTTP.</summary>
internal sealed class HookedWorld : IConnections, IAsyncDisposable
{
    public static readonly string Secret = "whsec_" + Convert.ToBase64String([.. Enumerable.Repeat((byte)7, 32)]);
    public static readonly Address Hook = new Address.Connected(new ConnectionName("ci"));

    private const string Variable = "ROLLOUTS_TEST_HOOK_SECRET";

    private static readonly PlanPath Place = PlanPath.Root.Key("somewhere");

    private readonly World _world = new();
    private readonly Webhooks _webhooks;
    private readonly Dispatcher _dispatcher;

    private HookedWorld(WebhookReceiver receiver, bool isSigned)
    {
        Environment.SetEnvironmentVariable(Variable, Secret);
        var installation = Read(
            $$"""
            connections: { ci: { hook: { address: '{{receiver.Address}}ci' } } }
            {{(isSigned ? $$"""webhooks: { secrets: [{ env: {{Variable}} }], allow: [ci.example.com] }""" : "")}}
            """
        );
        Receiver = receiver;
        var around = new AdapterContext(TimeProvider.System)
        {
            Resolve = (_, _) => Task.FromResult<System.Net.IPAddress[]>([System.Net.IPAddress.Loopback]),
        };
        var current = new CurrentInstallation(installation);
        _webhooks = new Webhooks(current, around);
        Engine = new RolloutEngine(
            _world.Store,
            this,
            current,
            _world.Clock,
            "one",
            NullLogger<RolloutEngine>.Instance
        );
        _dispatcher = new Dispatcher(
            _world.Store,
            Engine.Clock,
            [new WebhookChannel(_webhooks)],
            new LoopHealth(_world.Clock),
            NullLogger<Dispatcher>.Instance,
            _world.Clock
        );
    }

    public WebhookReceiver Receiver { get; }

    public RolloutEngine Engine { get; }

    public World World => _world;

    public DeadLetters Dead => new(_world.Store.Outbox, _world.Clock);

    /// <summary>An address that stands in a plan.</summary>
    public Address Url => new Address.Url($"http://ci.example.com:{Receiver.Port}/told/{{service}}?v={{version}}");

    public static async Task<HookedWorld> StartAsync(bool isSigned = true)
    {
        var world = new HookedWorld(await WebhookReceiver.StartAsync(), isSigned);
        await world._dispatcher.StartAsync(default);
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        await _dispatcher.StopAsync(default);
        _dispatcher.Dispose();
        Engine.Dispose();
        _webhooks.Dispose();
        _world.Dispose();
        await Receiver.DisposeAsync();
    }

    public RouterTraits? TraitsOf(Route route) => _world.TraitsOf(route);

    public Answer<RouterAccess> RouterOf(Route route, BackendName candidate, BackendName stable) =>
        _world.RouterOf(route, candidate, stable);

    public Answer<SourceAccess> SourceOf(Plan plan, Check check) => _world.SourceOf(plan, check);

    public IReadOnlyList<WatcherAccess> WatchersOf(Plan plan) => [];

    public Answer<IGate> GateOf(Address address) =>
        _webhooks.Of(address).TryGet(out var peer, out var fault) ? new WebhookGate(peer) : fault;

    /// <summary>A plan with a gate between half of the traffic and all of it.</summary>
    public Plan PlanOf(Address gate) =>
        new()
        {
            Service = AnyPlan.Service,
            Environment = AnyPlan.Environment,
            Backends = new Backends.Slots(AnyPlan.Blue, AnyPlan.Green),
            Waves =
            [
                new Wave([
                    new Target
                    {
                        Name = new TargetName("t"),
                        Route = new Route.Spelled(new ConnectionName("router"), "fake", new Settings.Text("t")),
                        At = Place,
                    },
                ]),
            ],
            Strategy = new Strategy.Canary(
                [
                    new Step.Do(new Instruction.Shift(Weight.Percent(50), TimeSpan.FromMinutes(2), Place)),
                    new Step.Do(
                        new Instruction.Gate(gate, TimeSpan.FromMinutes(10), TimeOutAction.RollBack, Once: false, Place)
                    ),
                    new Step.Do(new Instruction.Shift(Weight.Full, TimeSpan.FromMinutes(2), Place)),
                    new Step.Do(new Instruction.Bake(TimeSpan.FromSeconds(20), Place)),
                ],
                Place
            ),
            Checks =
            [
                new Check
                {
                    Name = new CheckName("error-limit"),
                    Subject = new Subject.Counts(Query.Text("requests {backend}"), Query.Text("errors {backend}")),
                    Judge = new Judge.Sequential(new Reference.AtMost(Proportion.Percent(1)), SlowerThan: null),
                    Every = TimeSpan.FromSeconds(2),
                    At = Place,
                },
            ],
            Tell = new Tell { Webhook = Url },
            Hooks = new Domain.Plans.Hooks
            {
                Before = Hook,
                AfterSuccess = Hook,
                AfterRollBack = Hook,
            },
        };

    public async Task<CommandResult<Rollout>> OpenAsync(Plan plan, RolloutId id)
    {
        _world.AddRoutes(plan);
        var order = new StartOrder
        {
            Id = id,
            Key = "start",
            Plan = plan,
            Version = new VersionName("v2"),
            By = Actor.Person("carol"),
            Reason = "a new version",
        };
        return await Engine.Starter.StartAsync(order, answer: null, default);
    }

    /// <summary>Two seconds, with all that is due in them.</summary>
    public async Task PassAsync(Plan plan)
    {
        _world.Pass(plan, TimeSpan.FromSeconds(2));
        await DriveAsync();
        await Engine.AskAsync(await Engine.ClaimQuestionsAsync(10, default), default);
    }

    public async Task DriveAsync()
    {
        foreach (var due in await Engine.ClaimRolloutsAsync(10, default))
        {
            await Engine.DriveAsync(due, default);
        }
    }

    public async Task<Rollout> LoadAsync(RolloutId id)
    {
        var loaded = await _world.Store.Streams.LoadAsync([StreamName.Of(id)], default);
        return await Engine.Reader.RolloutOfAsync(loaded.Streams[0]!, default);
    }

    /// <summary>The gate's askings, or the notices, that came in.</summary>
    public IEnumerable<JsonNode> Bodies(Func<ReceivedCall, bool> which) =>
        Receiver.Calls.Where(which).Select(call => JsonNode.Parse(call.Body)!);

    public static bool IsGate(ReceivedCall call) => call.Id.StartsWith("gate_", StringComparison.Ordinal);

    private static Installation Read(string text)
    {
        var (installation, problems) = InstallationReader.Read("installation.yaml", Encoding.UTF8.GetBytes(text));
        Assert.True(installation is not null, string.Join('\n', problems));
        return installation;
    }
}
