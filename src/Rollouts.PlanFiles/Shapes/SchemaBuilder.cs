using System.Text.Json.Nodes;

namespace Rollouts.PlanFiles.Shapes;

/// <summary>Collects the named parts of a schema, each described once.</summary>
public sealed class SchemaBuilder
{
    private readonly SortedDictionary<string, JsonObject> _definitions = new(StringComparer.Ordinal);

    public SchemaNode Define(string name, Func<SchemaNode> describe)
    {
        if (!_definitions.ContainsKey(name))
        {
            // Claimed before it is described, so that a part may contain itself.
            _definitions[name] = [];
            _definitions[name] = describe().Json;
        }

        return new SchemaNode(new JsonObject { ["$ref"] = "#/definitions/" + name });
    }

    /// <summary>Returns a copy of the part that a reference names. A part without a name is returned itself.</summary>
    public SchemaNode Resolve(SchemaNode node) =>
        node.Json["$ref"]?.GetValue<string>() is { } reference
            ? new SchemaNode(_definitions[reference["#/definitions/".Length..]].DeepClone().AsObject())
            : node;

    public JsonObject Build(Shape root, string title)
    {
        var described = root.Describe(this).Json;
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = title,
            ["allOf"] = new JsonArray(described),
            ["definitions"] = new JsonObject(
                _definitions.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))
            ),
        };
    }
}
