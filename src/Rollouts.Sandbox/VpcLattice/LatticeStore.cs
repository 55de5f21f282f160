using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.VpcLattice;

/// <summary>The services, listeners, rules and target groups of one account.</summary>
internal sealed class LatticeStore(TimeProvider clock)
{
    private const int MostTokens = 10_000;

    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);
    private long _made;

    /// <summary>Guards all of the store: a request holds it from its first read to its last write.</summary>
    public Lock Gate { get; } = new();

    public List<LatticeGroup> Groups { get; } = [];

    public List<LatticeService> Services { get; } = [];

    public DateTimeOffset Now => clock.GetUtcNow();

    public string NewId(string kind) => LatticeIds.Made(kind, ++_made);

    public LatticeGroup? Group(string id) => Groups.Find(group => group.Id == id);

    public LatticeService? Service(string id) => Services.Find(service => service.Id == id);

    /// <summary>Whether the token is new (null), repeated (true), or used with different content (false).</summary>
    public bool? Seen(string token, string content)
    {
        if (_tokens.Count >= MostTokens)
        {
            _tokens.Clear();
        }

        return _tokens.TryAdd(token, content) ? null : _tokens[token] == content;
    }
}

internal sealed record LatticeGroup(string Id, string Name, string Type, JsonNode? Config, DateTimeOffset CreatedAt);

internal sealed record LatticeService(string Id, string Name, DateTimeOffset CreatedAt)
{
    public List<LatticeListener> Listeners { get; } = [];

    public LatticeListener? Listener(string id) => Listeners.Find(listener => listener.Id == id);
}

internal sealed record LatticeListener(string Id, string Name, DateTimeOffset CreatedAt)
{
    public required VersionedNode DefaultAction { get; init; }

    /// <summary>The rules in the order of their creation, without the default one.</summary>
    public List<LatticeRuleEntry> Rules { get; } = [];

    public LatticeRuleEntry? Rule(string id) => Rules.Find(rule => rule.Id == id);
}

internal sealed record LatticeRuleEntry(string Id, string Name, DateTimeOffset CreatedAt)
{
    public int Priority { get; set; }

    public required VersionedNode Match { get; init; }

    public required VersionedNode Action { get; init; }
}

/// <summary>A part of an object, and what it was before its last change, for reads that lag behind.</summary>
internal sealed class VersionedNode(JsonNode first, DateTimeOffset at)
{
    private JsonNode _now = first.DeepClone();
    private JsonNode _before = first.DeepClone();

    public DateTimeOffset UpdatedAt { get; private set; } = at;

    public JsonNode Now => _now.DeepClone();

    public JsonNode Read(bool stale) => (stale ? _before : _now).DeepClone();

    public void Set(JsonNode node, DateTimeOffset at)
    {
        (_before, _now, UpdatedAt) = (_now, node.DeepClone(), at);
    }
}
