using System.Globalization;

namespace Rollouts.Sandbox.Kong;

/// <summary>The part of a Kong that splits traffic: upstreams with weighted targets, and routes to services.</summary>
internal sealed class KongGateway(TimeProvider time, KongRules rules)
{
    private const int UsualPort = 8000;

    private readonly Lock _lock = new();
    private readonly List<UpstreamEntity> _upstreams = [];
    private readonly Dictionary<string, long> _current = new(StringComparer.Ordinal);

    public KongRules Rules => rules;

    public List<KongEntity> Services { get; } = [];

    public List<KongEntity> Routes { get; } = [];

    /// <summary>Resolves a host name. By default each name has one address.</summary>
    public Func<string, int, IReadOnlyList<KongAddress>> Resolve { get; set; } =
        (host, port) => [new KongAddress(host, port)];

    /// <summary>Whether reads return the state before the last write.</summary>
    public Func<bool> IsStale { get; init; } = () => false;

    public UpstreamEntity AddUpstream(string name, params (string Target, int Weight)[] targets)
    {
        lock (_lock)
        {
            var upstream = new UpstreamEntity(Guid.NewGuid(), name, Now());
            upstream.Targets.AddRange(targets.Select(target => Make(target.Target, target.Weight)));
            upstream.Before = [.. upstream.Targets];
            _upstreams.Add(upstream);
            return upstream;
        }
    }

    public KongEntity AddService(string name)
    {
        var service = new KongEntity(Guid.NewGuid(), name, Now(), Now());
        Services.Add(service);
        return service;
    }

    public KongEntity AddRoute(string name, KongEntity service)
    {
        var route = new KongEntity(Guid.NewGuid(), name, Now(), Now(), service.Id);
        Routes.Add(route);
        return route;
    }

    public UpstreamEntity? Upstream(string nameOrId) =>
        _upstreams.Find(upstream => upstream.Name == nameOrId || upstream.Id.ToString() == nameOrId);

    public static KongEntity? Entity(List<KongEntity> entities, string nameOrId) =>
        entities.Find(entity => entity.Name == nameOrId || entity.Id.ToString() == nameOrId);

    public static TargetEntity? Target(UpstreamEntity upstream, string nameOrId) => Target(upstream.Targets, nameOrId);

    public static TargetEntity? Target(List<TargetEntity> targets, string nameOrId) =>
        targets.Find(target => target.Name == WithPort(nameOrId) || target.Id.ToString() == nameOrId);

    /// <summary>The targets that get traffic; empty if there is no such upstream.</summary>
    public IReadOnlyList<TargetEntity> TargetsOf(string upstreamName)
    {
        lock (_lock)
        {
            return [.. Upstream(upstreamName)?.Targets ?? []];
        }
    }

    /// <summary>The targets in the answers of the Admin API.</summary>
    public List<TargetEntity> Shown(UpstreamEntity upstream)
    {
        lock (_lock)
        {
            return [.. IsStale() ? upstream.Before : upstream.Targets];
        }
    }

    /// <summary>Null if a target of that name exists.</summary>
    public TargetEntity? AddTarget(UpstreamEntity upstream, string name, int weight, IReadOnlyList<string>? tags = null)
    {
        lock (_lock)
        {
            if (Target(upstream, name) is not null)
            {
                return null;
            }

            var target = Make(name, weight) with { Tags = tags };
            upstream.Before = [.. upstream.Targets];
            upstream.Targets.Add(target);
            return target;
        }
    }

    public TargetEntity SetWeight(UpstreamEntity upstream, string name, int weight) =>
        Change(upstream, name, Target(upstream, name)! with { Weight = weight });

    public TargetEntity Change(UpstreamEntity upstream, string name, TargetEntity changed)
    {
        lock (_lock)
        {
            upstream.Before = [.. upstream.Targets];
            var at = upstream.Targets.IndexOf(Target(upstream, name)!);
            return upstream.Targets[at] = changed with { UpdatedAt = Now() };
        }
    }

    public void RemoveTarget(UpstreamEntity upstream, string name)
    {
        lock (_lock)
        {
            upstream.Before = [.. upstream.Targets];
            upstream.Targets.RemoveAll(target => target == Target(upstream, name));
        }
    }

    /// <summary>The addresses of a target with their weights.</summary>
    public IReadOnlyList<(KongAddress Address, int Weight)> AddressesOf(TargetEntity target)
    {
        var at = target.Name.LastIndexOf(':');
        var port = int.Parse(target.Name.AsSpan(at + 1), CultureInfo.InvariantCulture);
        return [.. Resolve(target.Name[..at], port).Select(address => (address, address.Weight ?? target.Weight))];
    }

    /// <summary>The target of the next request; null if no target has weight, which is a 503 for the client.</summary>
    public string? Next(string upstreamName)
    {
        lock (_lock)
        {
            // Smooth weighted round robin: exact after a number of requests equal to the sum of the weights.
            var peers = Upstream(upstreamName)!
                .Targets.Select(target =>
                    (
                        target.Name,
                        Weight: AddressesOf(target)
                            .Where(pair => pair.Address.Health != "UNHEALTHY")
                            .Sum(pair => (long)pair.Weight)
                    )
                )
                .Where(peer => peer.Weight > 0)
                .ToList();
            if (peers.Count == 0)
            {
                return null;
            }

            foreach (var (name, weight) in peers)
            {
                _current[name] = _current.GetValueOrDefault(name) + weight;
            }

            var next = peers.MaxBy(peer => _current[peer.Name]).Name;
            _current[next] -= peers.Sum(peer => peer.Weight);
            return next;
        }
    }

    public static string WithPort(string name) =>
        name.Contains(':', StringComparison.Ordinal) ? name : $"{name}:{UsualPort}";

    public double Now() => Math.Round(time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0, 3);

    private TargetEntity Make(string name, int weight) => new(Guid.NewGuid(), WithPort(name), weight, Now(), Now());
}
