using System.Text.Json.Nodes;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans.Strategies;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Istio;

/// <summary>
/// One route of a VirtualService and what belongs to it, changed in the tree of its object: the weights of its
/// destinations, a mirror to the candidate, and a route of our own before it for chosen requests.
/// </summary>
internal sealed class HttpRoute : IBackendShares
{
    /// <summary>Any numbers count as parts of their sum; ten thousand make every share that a plan can ask.</summary>
    public static readonly WeightGrid Weights = new WeightGrid.RatioUpTo(10_000);

    private const string Mark = "rollouts";
    private const int MostDestinations = 100;

    private readonly JsonArray _routes;
    private readonly JsonObject _route;
    private readonly WeightedBackends _destinations;
    private readonly BackendForm _form;
    private readonly IstioRoute _where;
    private readonly HttpMatches _matches;

    private HttpRoute(
        JsonArray routes,
        JsonObject route,
        WeightedBackends destinations,
        BackendForm form,
        IstioRoute where
    )
    {
        (_routes, _route, _destinations, _form, _where) = (routes, route, destinations, form, where);
        _matches = new HttpMatches(route);
    }

    /// <summary>Finds the route that a plan names; null if the object has no such route, or more than one.</summary>
    public static HttpRoute? Find(JsonObject tree, IstioRoute where)
    {
        var form = FormOf(where);
        return
            tree["spec"]?["http"] is JsonArray routes
            && routes.OfType<JsonObject>().Where(route => !IsOurs(route) && Is(route, where)).ToList() is [var found]
            && WeightedBackends.Of(found["route"], form) is { } destinations
            ? new HttpRoute(routes, found, destinations, form, where)
            : null;
    }

    public bool Has(BackendName name) => _destinations.Has(name);

    public bool HasTwice(BackendName name) => _destinations.HasTwice(name);

    public string? NamespaceOf(BackendName name) => _destinations.NamespaceOf(name);

    public bool HasTraffic(BackendName name) =>
        _destinations.WeightOf(name) > 0 || MirrorOf(name) != Weight.Zero || Own is { } own && IsFor(own, name);

    public ObservedTraffic See(BackendName candidate, BackendName stable)
    {
        var seen = _destinations.See(candidate, stable);
        return seen with
        {
            Traffic = seen.Traffic with { Matches = MatchesOf(candidate), Mirror = MirrorOf(candidate) },
        };
    }

    public Fault? Share(BackendName candidate, BackendName stable, Traffic traffic)
    {
        _destinations.Share(candidate, stable, traffic.Candidate);
        return SetMirror(candidate, stable, traffic.Mirror) ?? Route(candidate, stable, traffic.Matches);
    }

    public Fault? Add(BackendName candidate, BackendName stable) => _destinations.Add(candidate, stable);

    public void Remove(BackendName name) => _destinations.Remove(name);

    private string OwnName => _where.Http is { } name ? $"{Mark}-{name}" : Mark;

    private JsonObject? Own =>
        _routes.OfType<JsonObject>().FirstOrDefault(route => BackendForm.TextOf(route["name"]) == OwnName);

    private Weight MirrorOf(BackendName name) =>
        _route["mirror"] is not JsonObject to || !_form.Is(Wrapped(to), name.Value) ? Weight.Zero
        : _route["mirrorPercentage"]?["value"] is JsonValue value && value.TryGetValue(out double percent)
            ? new Weight((int)Math.Clamp(Math.Round(percent * (Weight.All / 100)), 0, Weight.All))
        : Weight.Full;

    private Fault? SetMirror(BackendName candidate, BackendName stable, Weight share)
    {
        var now = MirrorOf(candidate);
        if (now == share)
        {
            return null;
        }

        if (now == Weight.Zero && (_route["mirror"] is not null || _route["mirrors"] is not null))
        {
            return new Fault(FaultKind.Refused, $"{_where} mirrors requests elsewhere; take that mirror off first");
        }

        if (share == Weight.Zero)
        {
            _route.Remove("mirror");
            _route.Remove("mirrorPercentage");
            return null;
        }

        _route["mirror"] = _destinations.Like(candidate, stable)["destination"]!.DeepClone();
        _route["mirrorPercentage"] = new JsonObject { ["value"] = share.BasisPoints / (double)(Weight.All / 100) };
        return null;
    }

    private ValueList<RequestMatch> MatchesOf(BackendName candidate) =>
        Own is not { } own ? []
        : IsFor(own, candidate) ? _matches.Read(own)
        : MatchGroups.Unknown;

    private Fault? Route(BackendName candidate, BackendName stable, ValueList<RequestMatch> matches)
    {
        if (matches.IsEmpty)
        {
            _routes.Remove(Own);
            return null;
        }

        if (MatchesOf(candidate) == matches)
        {
            return null;
        }

        if (!_matches.Write(matches).TryGet(out var written, out var fault))
        {
            return fault;
        }

        _routes.Remove(Own);
        var destination = _destinations.Like(candidate, stable);
        destination.Remove("weight");
        var own = _route.DeepClone().AsObject();
        own.Remove("mirror");
        own.Remove("mirrors");
        own.Remove("mirrorPercentage");
        own["name"] = OwnName;
        own["match"] = written;
        own["route"] = new JsonArray(destination);

        // Routes are tried in their order, and the first that matches counts.
        _routes.Insert(_routes.IndexOf(_route), (JsonNode)own);
        return null;
    }

    private bool IsFor(JsonObject own, BackendName candidate) =>
        WeightedBackends.Of(own["route"], _form)?.IsAlone(candidate) == true;

    private static bool IsOurs(JsonObject route) =>
        BackendForm.TextOf(route["name"]) is { } name
        && (name == Mark || name.StartsWith(Mark + "-", StringComparison.Ordinal));

    private static bool Is(JsonObject route, IstioRoute where) =>
        where.Http is null || BackendForm.TextOf(route["name"]) == where.Http;

    private static JsonObject Wrapped(JsonObject destination) => new() { ["destination"] = destination.DeepClone() };

    private static BackendForm FormOf(IstioRoute where) =>
        new()
        {
            Grid = Weights,
            Most = MostDestinations,
            Whole = 100,
            // A destination alone gets everything; beside others it gets nothing until it has a weight.
            Unsaid = static count => count == 1 ? 100 : 0,
            NameOf = item =>
                BackendForm.TextOf(item["destination"]?["host"]) is not { } host ? null
                : where.Host is null ? host
                : IstioHosts.AreSame(host, where.Host, where.Namespace)
                    ? BackendForm.TextOf(item["destination"]?["subset"]) ?? ""
                : $"{host}/{BackendForm.TextOf(item["destination"]?["subset"])}",
            NamespaceOf = item =>
                BackendForm.TextOf(item["destination"]?["host"]) is { } host ? IstioHosts.NamespaceOf(host) : null,
            Rename = (item, name) =>
            {
                if (item["destination"] is not JsonObject destination)
                {
                    item["destination"] = destination = [];
                }

                destination[where.Host is null ? "host" : "subset"] = name;
                if (where.Host is not null)
                {
                    destination["host"] ??= where.Host;
                }
            },
            Matches = (item, name) =>
                where.Host is null
                    ? BackendForm.TextOf(item["destination"]?["host"]) is { } host
                        && IstioHosts.AreSame(host, name, where.Namespace)
                    : BackendForm.TextOf(item["destination"]?["subset"]) == name
                        && BackendForm.TextOf(item["destination"]?["host"]) is { } of
                        && IstioHosts.AreSame(of, where.Host, where.Namespace),
        };
}
