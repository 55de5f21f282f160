using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Kubernetes;

/// <summary>Applies a JSON Patch and a JSON Merge Patch as the API server does.</summary>
internal static class Patches
{
    /// <summary>Null where an operation cannot be applied.</summary>
    public static JsonObject? Apply(JsonObject document, JsonArray patch)
    {
        var changed = document.DeepClone().AsObject();
        return patch.All(operation => operation is JsonObject one && Apply(changed, one)) ? changed : null;
    }

    /// <summary>Merges objects member by member; a list replaces a list, and null takes a member away.</summary>
    public static JsonObject Merge(JsonObject document, JsonObject patch)
    {
        var merged = document.DeepClone().AsObject();
        foreach (var (key, value) in patch)
        {
            if (value is null)
            {
                merged.Remove(key);
            }
            else
            {
                merged[key] = value is JsonObject map ? Merge(merged[key] as JsonObject ?? [], map) : value.DeepClone();
            }
        }

        return merged;
    }

    private static bool Apply(JsonObject document, JsonObject operation)
    {
        string[] path =
        [
            .. operation["path"]!
                .GetValue<string>()
                .Split('/')[1..]
                .Select(part =>
                    part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
                ),
        ];
        JsonNode? parent = document;
        foreach (var part in path[..^1])
        {
            parent = Child(parent, part);
        }

        var (kind, last, value) = (operation["op"]!.GetValue<string>(), path[^1], operation["value"]?.DeepClone());
        return (kind, parent) switch
        {
            ("add", JsonObject map) => Set(map, last, value),
            ("replace", JsonObject map) => map.ContainsKey(last) && Set(map, last, value),
            ("remove", JsonObject map) => map.Remove(last),
            ("test", _) => JsonNode.DeepEquals(Child(parent, last), value),
            ("add", JsonArray list) when last == "-" => Insert(list, list.Count, value),
            ("add", JsonArray list) => int.TryParse(last, out var at) && at <= list.Count && Insert(list, at, value),
            ("replace", JsonArray list) when int.TryParse(last, out var at) && at < list.Count => Put(list, at, value),
            ("remove", JsonArray list) when int.TryParse(last, out var at) && at < list.Count => Cut(list, at),
            _ => false,
        };
    }

    private static JsonNode? Child(JsonNode? parent, string part) =>
        parent switch
        {
            JsonObject map => map[part],
            JsonArray list when int.TryParse(part, out var at) && at < list.Count => list[at],
            _ => null,
        };

    private static bool Set(JsonObject map, string key, JsonNode? value)
    {
        map[key] = value;
        return true;
    }

    private static bool Insert(JsonArray list, int at, JsonNode? value)
    {
        list.Insert(at, value);
        return true;
    }

    private static bool Put(JsonArray list, int at, JsonNode? value)
    {
        list[at] = value;
        return true;
    }

    private static bool Cut(JsonArray list, int at)
    {
        list.RemoveAt(at);
        return true;
    }
}
