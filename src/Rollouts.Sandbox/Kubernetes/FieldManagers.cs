using System.Globalization;
using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Kubernetes;

/// <summary>
/// Keeps <c>metadata.managedFields</c>: which manager wrote which field last. A list counts as one field, as it does in
/// the definitions of routes.
/// </summary>
internal static class FieldManagers
{
    /// <summary>Records a change by one manager, who owns from now on what it changed.</summary>
    public static void Record(
        JsonObject? before,
        JsonObject after,
        string manager,
        string operation,
        DateTimeOffset now
    )
    {
        var changed = Leaves(after)
            .Where(leaf => before is null || !JsonNode.DeepEquals(At(before, leaf.Path), leaf.Value))
            .Select(leaf => leaf.Path)
            .ToHashSet(StringComparer.Ordinal);
        var owners = OwnersOf(before);
        var present = Leaves(after).Select(leaf => leaf.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var owner in owners)
        {
            owner.Fields.IntersectWith(present);
            if (changed.Count > 0 && (owner.Manager, owner.Operation) != (manager, operation))
            {
                owner.Fields.ExceptWith(changed);
            }
        }

        var own = owners.Find(owner => (owner.Manager, owner.Operation) == (manager, operation));
        if (own is null)
        {
            own = new Owner(manager, operation, Text(now), []);
            owners.Add(own);
        }

        if (changed.Count > 0)
        {
            own.Fields.UnionWith(changed);
            own.Time = Text(now);
        }

        after["metadata"]!["managedFields"] = new JsonArray([
            .. owners
                .Where(owner => owner.Fields.Count > 0)
                .Select(owner => new JsonObject
                {
                    ["manager"] = owner.Manager,
                    ["operation"] = owner.Operation,
                    ["apiVersion"] = after["apiVersion"]?.DeepClone(),
                    ["time"] = owner.Time,
                    ["fieldsType"] = "FieldsV1",
                    ["fieldsV1"] = Tree(owner.Fields),
                }),
        ]);
    }

    /// <summary>The manager that owns fields which an applied object wants otherwise, and these fields.</summary>
    public static (string Manager, IReadOnlyList<string> Fields)? Conflict(
        JsonObject before,
        JsonObject applied,
        string manager
    )
    {
        foreach (var owner in OwnersOf(before).Where(owner => owner.Manager != manager))
        {
            var fields = Leaves(applied)
                .Where(leaf => owner.Fields.Contains(leaf.Path))
                .Where(leaf => !JsonNode.DeepEquals(At(before, leaf.Path), leaf.Value))
                .Select(leaf => leaf.Path)
                .ToList();
            if (fields.Count > 0)
            {
                return (owner.Manager, fields);
            }
        }

        return null;
    }

    private static IEnumerable<(string Path, JsonNode? Value)> Leaves(JsonObject tree) =>
        tree.Where(member => member.Key is not ("apiVersion" or "kind" or "metadata" or "status"))
            .SelectMany(member => Leaves("." + member.Key, member.Value))
            .Concat(
                tree["metadata"] is JsonObject metadata
                    ? metadata
                        .Where(member => member.Key is "labels" or "annotations")
                        .SelectMany(member => Leaves(".metadata." + member.Key, member.Value))
                    : []
            );

    private static IEnumerable<(string Path, JsonNode? Value)> Leaves(string path, JsonNode? node) =>
        node is JsonObject map
            ? map.SelectMany(member => Leaves($"{path}.{member.Key}", member.Value))
            : [(path, node)];

    private static JsonNode? At(JsonObject tree, string path)
    {
        JsonNode? node = tree;
        foreach (var part in path[1..].Split('.'))
        {
            node = (node as JsonObject)?[part];
        }

        return node;
    }

    private static List<Owner> OwnersOf(JsonObject? tree) =>
        [
            .. (tree?["metadata"]?["managedFields"] as JsonArray ?? [])
                .OfType<JsonObject>()
                .Select(entry => new Owner(
                    entry["manager"]!.GetValue<string>(),
                    entry["operation"]!.GetValue<string>(),
                    entry["time"]!.GetValue<string>(),
                    [.. Paths("", entry["fieldsV1"]!.AsObject())]
                )),
        ];

    private static IEnumerable<string> Paths(string above, JsonObject fields) =>
        fields.Count == 0
            ? [above]
            : fields.SelectMany(field => Paths($"{above}.{field.Key[2..]}", field.Value!.AsObject()));

    private static JsonObject Tree(IEnumerable<string> paths)
    {
        var tree = new JsonObject();
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            var node = tree;
            foreach (var part in path[1..].Split('.'))
            {
                node = (node["f:" + part] ??= new JsonObject()).AsObject();
            }
        }

        return tree;
    }

    private static string Text(DateTimeOffset now) =>
        now.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private sealed record Owner(string Manager, string Operation, string Time, HashSet<string> Fields)
    {
        public string Time { get; set; } = Time;
    }
}
