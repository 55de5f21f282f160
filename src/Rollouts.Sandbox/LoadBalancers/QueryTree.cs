using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.LoadBalancers;

/// <summary>The query protocol: parameters with dotted names on the way in, XML on the way out.</summary>
internal static class QueryTree
{
    private const int MostItems = 1_000;

    /// <summary>The parameters as a tree, in which lists are arrays.</summary>
    public static JsonObject Read(IFormCollection form)
    {
        JsonObject tree = [];
        foreach (var (name, values) in form)
        {
            Put(tree, name.Split('.'), values.ToString(), name);
        }

        return tree;
    }

    /// <summary>The tree as XML. An array becomes a list of members.</summary>
    public static IEnumerable<XElement> Write(XNamespace space, JsonObject tree) =>
        from part in tree
        where part.Value is not null
        select new XElement(space + part.Key, Content(space, part.Value));

    private static object Content(XNamespace space, JsonNode? node) =>
        node switch
        {
            JsonObject map => Write(space, map).ToArray(),
            JsonArray list => list.Select(item => new XElement(space + ItemOf(item), Content(space, item))).ToArray(),
            null => "",
            _ => node.ToString(),
        };

    // A map is a list of entries with a key and a value.
    private static string ItemOf(JsonNode? item) =>
        item is JsonObject { Count: 2 } entry && entry.ContainsKey("key") ? "entry" : "member";

    private static void Put(JsonObject tree, ReadOnlySpan<string> path, string value, string name)
    {
        if (path is [var leaf])
        {
            tree[leaf] = value;
            return;
        }

        if (path is [var list, "member" or "entry", var place, ..])
        {
            var at = int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            if (at is < 1 or > MostItems)
            {
                throw new ElbException(ElbError.Invalid($"{name} is no place of a list"));
            }

            if (tree[list] is not JsonArray items)
            {
                tree[list] = items = [];
            }

            while (items.Count < at)
            {
                items.Add((JsonNode?)null);
            }

            if (path.Length == 3)
            {
                items[at - 1] = value;
                return;
            }

            if (items[at - 1] is not JsonObject item)
            {
                items[at - 1] = item = [];
            }

            Put(item, path[3..], value, name);
            return;
        }

        if (tree[path[0]] is not JsonObject map)
        {
            tree[path[0]] = map = [];
        }

        Put(map, path[1..], value, name);
    }
}
