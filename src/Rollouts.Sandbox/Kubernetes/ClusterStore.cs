using System.Globalization;
using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Kubernetes;

/// <summary>
/// The objects of a cluster, their resource versions and generations, and the changes that watches show. Each change
/// has a version of the whole store, as in etcd.
/// </summary>
internal sealed class ClusterStore(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<ClusterEvent> _events = [];
    private TaskCompletionSource _news = Fresh();
    private long _version = 1000;
    private long _compacted = 1000;

    /// <summary>What the controller of a kind writes into the status of a changed object.</summary>
    public Action<JsonObject> Controller { get; set; } = static _ => { };

    /// <summary>What a definition drops from an object and does not report.</summary>
    public Action<JsonObject> Prune { get; set; } = static _ => { };

    public long Version
    {
        get
        {
            lock (_gate)
            {
                return _version;
            }
        }
    }

    public JsonObject? Find(ObjectPath path)
    {
        lock (_gate)
        {
            return _objects.GetValueOrDefault(path.Full)?.DeepClone().AsObject();
        }
    }

    public bool HasCollection(ObjectPath path)
    {
        lock (_gate)
        {
            return _objects.Keys.Any(key => ObjectPath.Parse(key)!.Plural == path.Plural);
        }
    }

    public (IReadOnlyList<JsonObject> Objects, long Version) List(ObjectPath path)
    {
        lock (_gate)
        {
            return (
                [
                    .. _objects
                        .Where(pair => pair.Key.StartsWith(path.Collection + "/", StringComparison.Ordinal))
                        .Select(pair => pair.Value.DeepClone().AsObject()),
                ],
                _version
            );
        }
    }

    /// <summary>Changes an object in one step; a decision that is a failure changes nothing.</summary>
    public ClusterStatus Change(
        ObjectPath path,
        string manager,
        string operation,
        bool isDryRun,
        Func<JsonObject?, (JsonObject? Changed, ClusterStatus? Refusal)> decide
    )
    {
        lock (_gate)
        {
            var old = _objects.GetValueOrDefault(path.Full);
            var (changed, refusal) = decide(old?.DeepClone().AsObject());
            return refusal
                ?? ClusterStatus.Done(
                    Keep(path, old, changed!, manager, operation, isDryRun).DeepClone().AsObject(),
                    old is null ? 201 : 200
                );
        }
    }

    public ClusterStatus Remove(ObjectPath path)
    {
        lock (_gate)
        {
            if (!_objects.Remove(path.Full, out var old))
            {
                return ClusterStatus.NotFound(path);
            }

            old["metadata"]!["resourceVersion"] = Text(++_version);
            Announce(new ClusterEvent(_version, "DELETED", path, old));
            return ClusterStatus.Done(old.DeepClone().AsObject());
        }
    }

    /// <summary>Forgets the changes so far: a watch that asks for one of them is told that it is gone.</summary>
    public void Compact()
    {
        lock (_gate)
        {
            _events.Clear();
            _compacted = ++_version;
        }
    }

    /// <summary>The changes of a collection after a version, and what ends when there are more.</summary>
    /// <returns>Null where changes after this version are no longer kept.</returns>
    public (IReadOnlyList<ClusterEvent> Events, long Version, Task More)? After(long version, ObjectPath path)
    {
        lock (_gate)
        {
            return version < _compacted
                ? null
                : (
                    [.. _events.Where(one => one.Version > version && one.Path.Collection == path.Collection)],
                    _version,
                    _news.Task
                );
        }
    }

    private JsonObject Keep(
        ObjectPath path,
        JsonObject? old,
        JsonObject changed,
        string manager,
        string operation,
        bool isDryRun
    )
    {
        Prune(changed);
        var metadata = changed["metadata"]!.AsObject();
        metadata.Remove("managedFields");
        FieldManagers.Record(old, changed, manager, operation, clock.GetUtcNow());
        if (old is not null && SaysTheSame(old, changed))
        {
            return old;
        }

        var sameSpec = old is not null && JsonNode.DeepEquals(old["spec"], changed["spec"]);
        var generation = old?["metadata"]!["generation"]!.GetValue<long>() ?? 0;
        metadata["generation"] = sameSpec ? generation : generation + 1;
        metadata["uid"] ??= Guid.NewGuid().ToString();
        metadata["creationTimestamp"] ??= clock
            .GetUtcNow()
            .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        if (isDryRun)
        {
            return changed;
        }

        metadata["resourceVersion"] = Text(++_version);
        Controller(changed);
        changed = Sorted(changed);
        _objects[path.Full] = changed;
        Announce(new ClusterEvent(_version, old is null ? "ADDED" : "MODIFIED", path, changed));
        return changed;
    }

    private void Announce(ClusterEvent change)
    {
        _events.Add(change with { Tree = change.Tree.DeepClone().AsObject() });
        var told = _news;
        _news = Fresh();
        told.SetResult();
    }

    private static bool SaysTheSame(JsonObject old, JsonObject changed) =>
        JsonNode.DeepEquals(Bare(old), Bare(changed));

    private static JsonObject Bare(JsonObject tree)
    {
        var bare = tree.DeepClone().AsObject();
        bare["metadata"]!.AsObject().Remove("managedFields");
        return bare;
    }

    // An API server keeps maps, which have no order, and writes their keys by the alphabet.
    private static JsonObject Sorted(JsonObject tree)
    {
        JsonObject sorted = [];
        foreach (var (key, value) in tree.OrderBy(member => member.Key, StringComparer.Ordinal).ToList())
        {
            sorted[key] = Sorted(value);
        }

        return sorted;
    }

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject map => Sorted(map),
            JsonArray list => new JsonArray([.. list.Select(Sorted)]),
            _ => node?.DeepClone(),
        };

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
