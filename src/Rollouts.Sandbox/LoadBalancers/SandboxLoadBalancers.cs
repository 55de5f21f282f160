using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rollouts.Sandbox.Aws;
using Rollouts.Sandbox.Endpoints;
using Rollouts.Sandbox.Front;

namespace Rollouts.Sandbox.LoadBalancers;

/// <summary>
/// Elastic Load Balancing (2015-12-01, query protocol) with one Application Load Balancer, whose listener has a rule
/// for
/// each service.
/// </summary>
internal sealed class SandboxLoadBalancers : IEndpoint
{
    public const string Balancer = "sandbox";
    public const string NetworkBalancer = "sandbox-net";

    private const string Version = "2015-12-01";
    private const int Port = 80;
    private const int FirstPriority = 100;
    private const int Gap = 100;

    /// <summary>The first stickiness, so that a weight of 0 alone leaves clients at the candidate.</summary>
    private static readonly TimeSpan Sticky = TimeSpan.FromHours(1);

    private static readonly XNamespace Space = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";

    private readonly SandboxSettings _settings;
    private readonly SignatureCheck _signatures;
    private readonly RequestBuckets? _buckets;
    private readonly Dictionary<string, string> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _listeners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);
    private int _priority = FirstPriority;

    public SandboxLoadBalancers(SandboxSettings settings)
    {
        _settings = settings;
        _signatures = new SignatureCheck("elasticloadbalancing", settings.Region, settings.Keys, settings.Clock);
        _buckets = settings.HasElbQuota ? new RequestBuckets(settings.Clock) : null;
        Account = new ElbAccount(settings.Region, settings.Account);
        Listener = Account.AddListener(
            Account.AddBalancer(Balancer, "application"),
            "HTTP",
            Port,
            [
                new JsonObject
                {
                    ["Type"] = "fixed-response",
                    ["FixedResponseConfig"] = new JsonObject { ["StatusCode"] = "404", ["ContentType"] = "text/plain" },
                },
            ]
        );
    }

    public string Name => "loadBalancers";

    public Mishaps Mishaps { get; } = new();

    public ElbAccount Account { get; }

    /// <summary>The listener of the services.</summary>
    public string Listener { get; }

    /// <summary>How often each call was made, throttled ones included.</summary>
    public IReadOnlyDictionary<string, int> Calls
    {
        get
        {
            lock (Account.Gate)
            {
                return new Dictionary<string, int>(_calls, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>How many calls were throttled.</summary>
    public int Throttled { get; private set; }

    public void Serve(WebApplication server) => server.Run(AnswerAsync);

    /// <summary>Adds a rule of a service, with all traffic on the stable version.</summary>
    public void Add(string service, string stable, string candidate)
    {
        lock (Account.Gate)
        {
            var balancer = ElbAccount.TextOf(Account.Balancers[0], "LoadBalancerArn");
            var (old, fresh) = (
                Account.AddGroup(stable, balancer: balancer),
                Account.AddGroup(candidate, balancer: balancer)
            );
            var arn = Account.AddRule(
                Listener,
                _priority,
                ConditionRules.Checked(
                    new JsonArray(
                        new JsonObject
                        {
                            ["Field"] = "host-header",
                            ["HostHeaderConfig"] = new JsonObject
                            {
                                ["Values"] = new JsonArray(ListenerTable.HostOf(service)),
                            },
                        }
                    )
                ),
                ActionRules.Checked(Account, FirstActions(old, fresh, Sticky), isNetwork: false, before: null)
            );
            Account.Tags[arn] = new(StringComparer.Ordinal) { ["service"] = service };
            _rules[service] = arn;
            _priority += Gap;
        }
    }

    /// <summary>Adds a listener of a Network Load Balancer, with all connections on the stable version.</summary>
    public void AddNetwork(string service, string stable, string candidate)
    {
        lock (Account.Gate)
        {
            var balancer = Account.AddBalancer($"{NetworkBalancer}-{service}", "network");
            var (old, fresh) = (
                Account.AddGroup(stable, "TCP", balancer),
                Account.AddGroup(candidate, "TCP", balancer)
            );
            var actions = ActionRules.Checked(
                Account,
                FirstActions(old, fresh, stickiness: null),
                isNetwork: true,
                before: null
            );
            _listeners[service] = Account.AddListener(balancer, "TCP", Port, actions);
        }
    }

    public bool Has(string service) => _rules.ContainsKey(service) || _listeners.ContainsKey(service);

    /// <summary>The rule of a service, or the listener of a Network Load Balancer.</summary>
    public string PlaceOf(string service) => _rules.GetValueOrDefault(service) ?? _listeners[service];

    /// <summary>The weights of a service's versions.</summary>
    public IReadOnlyList<NodeWeight> WeightsOf(string service)
    {
        lock (Account.Gate)
        {
            return ListenerTable.WeightsOf(
                Account,
                _listeners.TryGetValue(service, out var listener)
                    ? Account.Listener(listener)!["DefaultActions"]
                    : Account.Rule(_rules[service])!.Value.Rule["Actions"]
            );
        }
    }

    /// <summary>The rules by which customers of a service are answered.</summary>
    public FrontTable TableOf(string service)
    {
        lock (Account.Gate)
        {
            return _listeners.TryGetValue(service, out var listener)
                ? ListenerTable.OfNetwork(Account, listener)
                : ListenerTable.Of(Account, Listener, service);
        }
    }

    private static JsonArray FirstActions(string stable, string candidate, TimeSpan? stickiness) =>
        [
            new JsonObject
            {
                ["Type"] = "forward",
                ["ForwardConfig"] = new JsonObject
                {
                    ["TargetGroups"] = new JsonArray(
                        new JsonObject { ["TargetGroupArn"] = stable, ["Weight"] = "100" },
                        new JsonObject { ["TargetGroupArn"] = candidate, ["Weight"] = "0" }
                    ),
                    ["TargetGroupStickinessConfig"] = stickiness is { } duration
                        ? new JsonObject
                        {
                            ["Enabled"] = "true",
                            ["DurationSeconds"] = duration.TotalSeconds.ToString(CultureInfo.InvariantCulture),
                        }
                        : null,
                },
            },
        ];

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        var signed = await SignedRequest.ReadAsync(context);
        if (_signatures.Check(signed) is { } refusal)
        {
            await FailAsync(context, OfSignature(refusal));
            return;
        }

        await Mishaps.DelayAsync(_settings.Clock, context.RequestAborted);
        try
        {
            var asked = QueryTree.Read(await context.Request.ReadFormAsync(context.RequestAborted));
            var (action, version) = (ElbAccount.TextOf(asked, "Action"), ElbAccount.TextOf(asked, "Version"));
            asked.Remove("Action");
            asked.Remove("Version");
            var result = Result(action, version, asked);
            await WriteAsync(
                context,
                200,
                new XElement(
                    Space + (action + "Response"),
                    new XElement(Space + (action + "Result"), QueryTree.Write(Space, result)),
                    new XElement(
                        Space + "ResponseMetadata",
                        new XElement(Space + "RequestId", context.Response.Headers["x-amzn-RequestId"].ToString())
                    )
                )
            );
        }
        catch (ElbException wrong)
        {
            await FailAsync(context, wrong.Error);
        }
    }

    private JsonObject Result(string action, string version, JsonObject asked)
    {
        lock (Account.Gate)
        {
            _calls[action] = _calls.GetValueOrDefault(action) + 1;
            var isRead = action.StartsWith("Describe", StringComparison.Ordinal);
            if (Mishaps.ThrottlesThis() || (isRead && _buckets?.TryTake() == false))
            {
                Throttled++;
                throw new ElbException(ElbError.Throttled());
            }

            if (Mishaps.FailsThis())
            {
                throw new ElbException(ElbError.Broken());
            }

            var unknown = new ElbException(
                action.Length == 0
                    ? new ElbError(400, "MissingAction", "Action is required")
                    : new ElbError(400, "InvalidAction", $"Could not find operation {action} for version {version}")
            );
            return version != Version
                ? throw unknown
                : new ElbReads(Account).Answer(action, asked)
                    ?? new ElbChanges(Account).Answer(action, asked)
                    ?? throw unknown;
        }
    }

    // The query protocol has other names for the same refusals.
    private static ElbError OfSignature(AwsRefusal refusal) =>
        refusal.Code switch
        {
            "MissingAuthenticationTokenException" => new(403, "MissingAuthenticationToken", refusal.Message),
            "IncompleteSignatureException" => new(400, "IncompleteSignature", refusal.Message),
            "UnrecognizedClientException" => new(403, "InvalidClientTokenId", refusal.Message),
            _ => new(403, "SignatureDoesNotMatch", refusal.Message),
        };

    private Task FailAsync(HttpContext context, ElbError error) =>
        WriteAsync(
            context,
            error.Status,
            new XElement(
                Space + "ErrorResponse",
                new XElement(
                    Space + "Error",
                    new XElement(Space + "Type", error.Status >= 500 ? "Receiver" : "Sender"),
                    new XElement(Space + "Code", error.Code),
                    new XElement(Space + "Message", error.Message)
                ),
                new XElement(Space + "RequestId", context.Response.Headers["x-amzn-RequestId"].ToString())
            )
        );

    private async Task WriteAsync(HttpContext context, int status, XElement answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml";
        context.Response.Headers.Date = _settings.Clock.GetUtcNow().ToString("r");
        await context.Response.WriteAsync(answer.ToString(SaveOptions.DisableFormatting), context.RequestAborted);
    }
}
