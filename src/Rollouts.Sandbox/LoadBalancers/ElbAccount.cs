using System.Globalization;
using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.LoadBalancers;

/// <summary>
/// The load balancers of an account, with their listeners, rules, target groups and tags. Each is kept in the form in
/// which it is described. Callers hold the lock while they use it.
/// </summary>
internal sealed class ElbAccount(string region, string account)
{
    private readonly ElbArns _arns = new(region, account);
    private int _made;

    public Lock Gate { get; } = new();

    public List<JsonObject> Balancers { get; } = [];

    public List<JsonObject> Listeners { get; } = [];

    /// <summary>The rules of all listeners but their default rules, each with its listener.</summary>
    public List<(string Listener, JsonObject Rule)> Rules { get; } = [];

    public List<JsonObject> Groups { get; } = [];

    /// <summary>The targets of each target group.</summary>
    public Dictionary<string, List<JsonObject>> Targets { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, SortedDictionary<string, string>> Tags { get; } = new(StringComparer.Ordinal);

    /// <param name="kind">application or network.</param>
    public string AddBalancer(string name, string kind)
    {
        var arn = _arns.Balancer(kind == "network" ? "net" : "app", name);
        Balancers.Add(
            new JsonObject
            {
                ["LoadBalancerArn"] = arn,
                ["DNSName"] = $"{name}.{region}.elb.sandbox.test",
                ["LoadBalancerName"] = name,
                ["Scheme"] = "internet-facing",
                ["VpcId"] = "vpc-0123456789abcdef0",
                ["State"] = new JsonObject { ["Code"] = "active" },
                ["Type"] = kind,
                ["IpAddressType"] = "ipv4",
            }
        );
        return arn;
    }

    public string AddListener(string balancer, string protocol, int port, JsonArray actions)
    {
        var arn = ElbArns.Listener(balancer, port);
        Listeners.Add(
            new JsonObject
            {
                ["ListenerArn"] = arn,
                ["LoadBalancerArn"] = balancer,
                ["Port"] = port,
                ["Protocol"] = protocol,
                ["DefaultActions"] = actions,
            }
        );
        return arn;
    }

    public string AddRule(
        string listener,
        int priority,
        JsonArray conditions,
        JsonArray actions,
        JsonNode? transforms = null
    )
    {
        _made++;
        var arn = ElbArns.Rule(listener, _made.ToString(CultureInfo.InvariantCulture));
        JsonObject rule = new()
        {
            ["RuleArn"] = arn,
            ["Priority"] = priority.ToString(CultureInfo.InvariantCulture),
            ["Conditions"] = conditions,
            ["Actions"] = actions,
            ["IsDefault"] = "false",
        };
        if (transforms is not null)
        {
            rule["Transforms"] = transforms;
        }

        Rules.Add((listener, rule));
        return arn;
    }

    /// <param name="protocol">HTTP for an application load balancer, TCP for a network load balancer.</param>
    public string AddGroup(string name, string protocol = "HTTP", string? balancer = null)
    {
        var arn = _arns.Group(name);
        Groups.Add(
            new JsonObject
            {
                ["TargetGroupArn"] = arn,
                ["TargetGroupName"] = name,
                ["Protocol"] = protocol,
                ["Port"] = 8080,
                ["VpcId"] = "vpc-0123456789abcdef0",
                ["TargetType"] = "ip",
                ["LoadBalancerArns"] = balancer is null ? [] : new JsonArray(balancer),
            }
        );
        Targets[arn] = [Target("10.0.0.1", "healthy"), Target("10.0.0.2", "healthy")];
        return arn;
    }

    public JsonObject? Balancer(string arn) => Balancers.Find(one => TextOf(one, "LoadBalancerArn") == arn);

    public JsonObject? Listener(string arn) => Listeners.Find(one => TextOf(one, "ListenerArn") == arn);

    public JsonObject? Group(string arn) => Groups.Find(one => TextOf(one, "TargetGroupArn") == arn);

    public JsonObject? GroupNamed(string name) => Groups.Find(one => TextOf(one, "TargetGroupName") == name);

    public (string Listener, JsonObject Rule)? Rule(string arn) =>
        Rules.Where(one => TextOf(one.Rule, "RuleArn") == arn).Cast<(string, JsonObject)?>().FirstOrDefault();

    /// <summary>The rules of a listener in the order of their evaluation; the default rule is the last one.</summary>
    public IEnumerable<JsonObject> RulesOf(string listener) =>
        Rules
            .Where(one => one.Listener == listener)
            .Select(one => one.Rule)
            .OrderBy(PriorityOf)
            .Append(DefaultOf(listener));

    public bool Exists(string arn) =>
        Balancer(arn) is not null || Listener(arn) is not null || Group(arn) is not null || Rule(arn) is not null;

    public static int PriorityOf(JsonObject rule) =>
        int.TryParse(TextOf(rule, "Priority"), CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    public static string TextOf(JsonNode? node, string name) => (node as JsonObject)?[name]?.ToString() ?? "";

    public static JsonObject Target(string id, string state, string? reason = null)
    {
        JsonObject health = new() { ["State"] = state };
        if (reason is not null)
        {
            health["Reason"] = reason;
            health["Description"] = "Health checks failed";
        }

        return new()
        {
            ["Target"] = new JsonObject { ["Id"] = id, ["Port"] = 8080 },
            ["HealthCheckPort"] = "8080",
            ["TargetHealth"] = health,
        };
    }

    public static string DefaultArn(string listener) => ElbArns.Rule(listener, "default");

    private JsonObject DefaultOf(string listener) =>
        new()
        {
            ["RuleArn"] = DefaultArn(listener),
            ["Priority"] = "default",
            ["Conditions"] = new JsonArray(),
            ["Actions"] = Listener(listener)!["DefaultActions"]!.DeepClone(),
            ["IsDefault"] = "true",
        };
}
