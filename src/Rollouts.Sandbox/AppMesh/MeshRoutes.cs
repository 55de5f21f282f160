using System.Text.Json.Nodes;
using Rollouts.Sandbox.Front;

namespace Rollouts.Sandbox.AppMesh;

/// <summary>The routes of all meshes, with all of their updates in one order.</summary>
internal sealed class MeshRoutes(TimeProvider clock)
{
    private const int MostTokens = 10_000;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, MeshRoute> _routes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);

    public MeshRoute? Find(RouteName name)
    {
        lock (_lock)
        {
            return _routes.GetValueOrDefault(Key(name));
        }
    }

    public IReadOnlyList<MeshRoute> Of(string mesh, string virtualRouter)
    {
        lock (_lock)
        {
            return [.. _routes.Values.Where(r => r.Name.Mesh == mesh && r.Name.VirtualRouter == virtualRouter)];
        }
    }

    public bool HasMesh(string mesh)
    {
        lock (_lock)
        {
            return _routes.Values.Any(route => route.Name.Mesh == mesh);
        }
    }

    /// <summary>The weights of a route, which the data plane follows.</summary>
    public IReadOnlyList<NodeWeight> WeightsOf(RouteName name) =>
        Find(name) is { } route
            ? [.. RouteRules.Targets(route.Spec).Select(target => new NodeWeight(target.Node, target.Weight))]
            : [];

    /// <summary>Creates the route; null if it exists already.</summary>
    public MeshRoute? Create(RouteName name, string owner, JsonNode spec)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var made = new MeshRoute(name, owner, Guid.NewGuid().ToString(), spec.DeepClone(), 1, now, now, null);
            return _routes.TryAdd(Key(name), made) ? made : null;
        }
    }

    /// <summary>Overwrites the route; null if it does not exist.</summary>
    public MeshRoute? Update(RouteName name, JsonNode spec)
    {
        lock (_lock)
        {
            if (!_routes.TryGetValue(Key(name), out var before))
            {
                return null;
            }

            return _routes[Key(name)] = before with
            {
                Spec = spec.DeepClone(),
                Version = before.Version + 1,
                UpdatedAt = clock.GetUtcNow(),
                Before = before with { Before = null },
            };
        }
    }

    /// <summary>Whether the token is new (null), repeated (true), or used with different content (false).</summary>
    public bool? Seen(string token, string content)
    {
        lock (_lock)
        {
            if (_tokens.Count >= MostTokens)
            {
                _tokens.Clear();
            }

            return _tokens.TryAdd(token, content) ? null : _tokens[token] == content;
        }
    }

    private static string Key(RouteName name) => $"{name.Mesh}\n{name.VirtualRouter}\n{name.Route}";
}
