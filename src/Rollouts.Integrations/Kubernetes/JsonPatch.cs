using System.Text.Json.Nodes;

namespace Rollouts.Integrations.Kubernetes;

/// <summary>
/// The JSON Patch (RFC 6902) from one object to another, which names the fields that differ and no others.
/// </summary>
internal static class JsonPatch
{
    /// <summary>
    /// The operations, the first of which makes the cluster refuse the patch where the object has been changed since;
    /// empty where both objects are equal.
    /// </summary>
    public static JsonArray Between(JsonObject before, JsonObject after)
    {
        JsonArray patch = [];
        Compare("", before, after, patch);
        if (patch.Count > 0)
        {
            var version = before["metadata"]!["resourceVersion"]!.DeepClone();
            patch.Insert(0, Operation("replace", "/metadata/resourceVersion", version));
        }

        return patch;
    }

    private static void Compare(string path, JsonNode? before, JsonNode? after, JsonArray patch)
    {
        switch (before, after)
        {
            case (JsonObject old, JsonObject now):
                foreach (var (key, _) in old.Where(member => !now.ContainsKey(member.Key)))
                {
                    patch.Add((JsonNode)Operation("remove", Below(path, key), value: null));
                }

                foreach (var (key, value) in now)
                {
                    CompareMember(Below(path, key), old, key, value, patch);
                }

                break;
            case (JsonArray old, JsonArray now) when old.Count == now.Count:
                for (var i = 0; i < now.Count; i++)
                {
                    Compare($"{path}/{i}", old[i], now[i], patch);
                }

                break;
            default:
                if (!JsonNode.DeepEquals(before, after))
                {
                    patch.Add((JsonNode)Operation("replace", path, after?.DeepClone()));
                }

                break;
        }
    }

    private static void CompareMember(string path, JsonObject old, string key, JsonNode? value, JsonArray patch)
    {
        if (old.TryGetPropertyValue(key, out var before))
        {
            Compare(path, before, value, patch);
        }
        else
        {
            patch.Add((JsonNode)Operation("add", path, value?.DeepClone()));
        }
    }

    private static JsonObject Operation(string operation, string path, JsonNode? value) =>
        operation == "remove"
            ? new() { ["op"] = operation, ["path"] = path }
            : new()
            {
                ["op"] = operation,
                ["path"] = path,
                ["value"] = value,
            };

    private static string Below(string path, string key) =>
        $"{path}/{key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
