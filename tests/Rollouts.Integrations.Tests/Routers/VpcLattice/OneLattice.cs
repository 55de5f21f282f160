using System.Text.Json.Nodes;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;
using Rollouts.Sandbox;
using Rollouts.Sandbox.Endpoints;
using Rollouts.Sandbox.Hosting;
using Rollouts.Sandbox.VpcLattice;

namespace Rollouts.Integrations.Tests.Routers.VpcLattice;

/// <summary>
/// A listener of VPC Lattice with a rule and a default action that forward to three target groups, and connections to
/// it as an administrator writes them.
/// </summary>
internal sealed class OneLattice : IAsyncDisposable
{
    public const string Rule = "rule-0main000000000000";
    public const string Stable = "cart-v1";
    public const string Candidate = "cart-v2";
    public const string Other = "cart-v0";

    private const string Service = "svc-cart0000000000000";
    private const string Listener = "listener-cart0000000000000";
    private const string Arn = $"arn:aws:vpc-lattice:eu-west-1:123456789012:service/{Service}/listener/{Listener}";

    private readonly TempFolder _folder = new();
    private readonly SandboxHost _sandbox;

    private OneLattice(SandboxHost sandbox) => _sandbox = sandbox;

    public Uri Address => _sandbox.Endpoints["vpcLattice"];

    public Mishaps Mishaps => _sandbox.Endpoint("vpcLattice")!.Mishaps;

    public LatticeEndpoint Endpoint => _sandbox.Lattice.Endpoint;

    public LatticeStore Store => _sandbox.Lattice.Store;

    public LatticeListener Shown => Store.Service(Service)!.Listener(Listener)!;

    public LatticeRuleEntry ShownRule => Shown.Rule(Rule)!;

    /// <summary>The rules of the listener by their priorities, without the one that is moved.</summary>
    public IEnumerable<LatticeRuleEntry> Others =>
        Shown.Rules.Where(rule => rule.Id != Rule).OrderBy(rule => rule.Priority);

    public static async Task<OneLattice> StartAsync()
    {
        var lattice = new OneLattice(await SandboxHost.StartAsync(new SandboxSettings { RequestsPerSecond = 0 }));
        lattice._folder.Write("id", "sandbox");
        lattice._folder.Write("secret", "sandbox");
        lattice._folder.Write("wrong", "another");
        var store = lattice.Store;
        foreach (var group in new[] { Stable, Candidate, Other })
        {
            store.Groups.Add(new LatticeGroup(IdOf(group), group, "IP", Config: null, store.Now));
        }

        var service = new LatticeService(Service, "cart", store.Now);
        service.Listeners.Add(
            new LatticeListener(Listener, "http", store.Now)
            {
                DefaultAction = new VersionedNode(Forward(100), store.Now),
            }
        );
        store.Services.Add(service);
        lattice.Add(Rule, "main", 50, """{ "httpMatch": { "pathMatch": { "match": { "prefix": "/" } } } }""");
        return lattice;
    }

    public static string IdOf(string group) => LatticeIds.Legible("tg", group);

    public static JsonObject Forward(int stable, int candidate = 0, int other = 0) =>
        SandboxLattice.Forward((IdOf(Stable), stable), (IdOf(Candidate), candidate), (IdOf(Other), other));

    /// <summary>The rule or the default action in a plan's words.</summary>
    public static Settings Where(bool byRule, string rule = Rule) =>
        new Settings.Map([
            byRule
                ? new Setting("rule", new Settings.Text($"{Arn}/rule/{rule}"))
                : new Setting("listener", new Settings.Text(Arn)),
        ]);

    public static Settings Elsewhere(bool byRule) =>
        byRule
            ? Where(byRule, "rule-0nowhere000000000")
            : new Settings.Map([
                new Setting("listener", new Settings.Text(Arn.Replace("-cart", "-elst", StringComparison.Ordinal))),
            ]);

    public static RouteArms Arms(bool byRule = true) =>
        new(Where(byRule), new BackendName(Candidate), new BackendName(Stable));

    /// <param name="address">Another place than the sandbox.</param>
    public ITrafficRouter Open(string? address = null, string secret = "secret", string timeout = "8s")
    {
        var connection = Connected.Read(
            $"vpcLattice: {{ region: eu-west-1, endpoint: '{address ?? Address.ToString()}', "
                + $"timeout: {timeout}, accessKey: {{ id: {{ file: '{_folder["id"]}' }}, "
                + $"secret: {{ file: '{_folder[secret]}' }} }} }}"
        );
        var answer = Adapters.Open(
            (Domain.Connections.Connection.Router)connection,
            new AdapterContext(TimeProvider.System)
        );
        Assert.True(answer.TryGet(out var router, out var fault), fault?.Message);
        return router;
    }

    /// <summary>Another author adds a rule.</summary>
    public void Add(string id, string name, int priority, string? match = null) =>
        Shown.Rules.Add(
            new LatticeRuleEntry(id, name, Store.Now)
            {
                Priority = priority,
                Match = new VersionedNode(
                    JsonNode.Parse(match ?? """{ "httpMatch": { "method": "PUT" } }""")!,
                    Store.Now
                ),
                Action = new VersionedNode(Forward(100), Store.Now),
            }
        );

    /// <summary>The weights of the stable version, the candidate and the other one.</summary>
    public (int Stable, int Candidate, int Other) WeightsOf(bool byRule = true)
    {
        var action = byRule ? ShownRule.Action.Now : Shown.DefaultAction.Now;
        var weights = LatticeFront.WeightsOf(action, Store).ToDictionary(node => node.Node, node => node.Weight);
        return (
            weights.GetValueOrDefault(Stable),
            weights.GetValueOrDefault(Candidate),
            weights.GetValueOrDefault(Other)
        );
    }

    /// <summary>Another author overwrites the action.</summary>
    public void Write(bool byRule, JsonObject action) =>
        (byRule ? ShownRule.Action : Shown.DefaultAction).Set(action, Store.Now);

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }
}
