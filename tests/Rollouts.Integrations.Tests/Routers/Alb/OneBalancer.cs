using System.Globalization;
using System.Text.Json.Nodes;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Routers;
using Rollouts.Sandbox;
using Rollouts.Sandbox.Endpoints;
using Rollouts.Sandbox.Hosting;
using Rollouts.Sandbox.LoadBalancers;

namespace Rollouts.Integrations.Tests.Routers.Alb;

/// <summary>
/// A load balancer with one service between three target groups, and connections to it as an administrator writes them.
/// </summary>
internal sealed class OneBalancer : IAsyncDisposable
{
    public const string Service = "payments";

    private readonly TempFolder _folder = new();
    private readonly SandboxHost _sandbox;
    private readonly bool _isNetwork;

    private OneBalancer(SandboxHost sandbox, bool isNetwork) => (_sandbox, _isNetwork) = (sandbox, isNetwork);

    /// <summary>What the adapters remarked.</summary>
    public List<string> Remarks { get; } = [];

    public Mishaps Mishaps => Balancers.Mishaps;

    public SandboxLoadBalancers Balancers => _sandbox.LoadBalancers;

    public ElbAccount Account => Balancers.Account;

    public Uri Address => _sandbox.Endpoints["loadBalancers"];

    public Uri Front => new(_sandbox.Front, Service);

    /// <summary>The rule of the service, or its listener at a Network Load Balancer.</summary>
    public string Arn => Balancers.PlaceOf(Service);

    /// <summary>The place of the weights as it is kept by the load balancer.</summary>
    public JsonObject Place => _isNetwork ? Account.Listener(Arn)! : Account.Rule(Arn)!.Value.Rule;

    public JsonArray Actions
    {
        get => Place[_isNetwork ? "DefaultActions" : "Actions"]!.AsArray();
        set => Place[_isNetwork ? "DefaultActions" : "Actions"] = value;
    }

    public RouteArms Route => Arms();

    public static async Task<OneBalancer> StartAsync(bool isNetwork = false, TimeProvider? clock = null)
    {
        IReadOnlyList<string> services = [Service];
        var one = new OneBalancer(
            await SandboxHost.StartAsync(
                new SandboxSettings
                {
                    RequestsPerSecond = 0,
                    LoadBalancerServices = isNetwork ? [] : services,
                    NetworkServices = isNetwork ? services : [],
                    Clock = clock ?? TimeProvider.System,
                }
            ),
            isNetwork
        );
        one._folder.Write("id", "sandbox");
        one._folder.Write("secret", "sandbox");
        one._folder.Write("wrong", "another");
        one.Account.AddGroup(
            $"{Service}-v0",
            isNetwork ? "TCP" : "HTTP",
            ElbAccount.TextOf(one.Account.Balancers[^1], "LoadBalancerArn")
        );
        one.Write((1, 100), (2, 0), (0, 0));
        return one;
    }

    public RouteArms Arms(string? arn = null, params (string Key, string Value)[] more) =>
        new(
            new Settings.Map([
                new Setting(_isNetwork ? "listener" : "rule", new Settings.Text(arn ?? Arn)),
                .. more.Select(one => new Setting(one.Key, new Settings.Text(one.Value))),
            ]),
            new BackendName($"{Service}-v2"),
            new BackendName($"{Service}-v1")
        );

    public string GroupOf(int version) =>
        ElbAccount.TextOf(
            Account.GroupNamed(string.Create(CultureInfo.InvariantCulture, $"{Service}-v{version}")),
            "TargetGroupArn"
        );

    /// <summary>What the target groups weigh, by the number of their version.</summary>
    public IReadOnlyDictionary<int, int> Weights() =>
        ActionRules.Groups(Actions).ToDictionary(one => one.Arn.Split('/')[1][^1] - '0', one => one.Weight);

    public TimeSpan? Stickiness => ActionRules.StickinessOf(Actions);

    /// <summary>Another writer sets all weights, and the stickiness if there is to be any.</summary>
    public void Write(params (int Version, int Weight)[] weights) => Write(null, weights);

    public void Write(int? stickySeconds, params (int Version, int Weight)[] weights)
    {
        JsonObject forward = new()
        {
            ["TargetGroups"] = new JsonArray([
                .. weights.Select(one => new JsonObject
                {
                    ["TargetGroupArn"] = GroupOf(one.Version),
                    ["Weight"] = one.Weight.ToString(CultureInfo.InvariantCulture),
                }),
            ]),
        };
        if (stickySeconds is { } seconds)
        {
            forward["TargetGroupStickinessConfig"] = new JsonObject
            {
                ["Enabled"] = "true",
                ["DurationSeconds"] = seconds.ToString(CultureInfo.InvariantCulture),
            };
        }

        lock (Account.Gate)
        {
            Actions = ActionRules.Checked(
                Account,
                new JsonArray(new JsonObject { ["Type"] = "forward", ["ForwardConfig"] = forward }),
                _isNetwork,
                before: null
            );
        }
    }

    /// <param name="address">Another place than the load balancer.</param>
    public ITrafficRouter Open(
        string? address = null,
        string secret = "secret",
        string timeout = "5s",
        TimeProvider? clock = null
    )
    {
        var connection = Connected.Read(
            $"{(_isNetwork ? "nlb" : "alb")}: {{ region: eu-west-1, endpoint: '{address ?? Address.ToString()}', "
                + $"timeout: {timeout}, accessKey: {{ id: {{ file: '{_folder["id"]}' }}, "
                + $"secret: {{ file: '{_folder[secret]}' }} }} }}"
        );
        var around = new AdapterContext(clock ?? TimeProvider.System) { Remark = Remarks.Add };
        var answer = Adapters.Open((Connection.Router)connection, around);
        Assert.True(answer.TryGet(out var router, out var fault), fault?.Message);
        return router;
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }
}
