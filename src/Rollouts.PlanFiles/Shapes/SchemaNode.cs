using System.Text.Json.Nodes;

namespace Rollouts.PlanFiles.Shapes;

/// <summary>A piece of JSON Schema (draft 7, which every editor completes by).</summary>
public sealed class SchemaNode(JsonObject json)
{
    public JsonObject Json { get; } = json;

    public static SchemaNode Of(string type) => new(new JsonObject { ["type"] = type });

    public static SchemaNode Pattern(string pattern) =>
        new(new JsonObject { ["type"] = "string", ["pattern"] = pattern });

    public static SchemaNode AnyOf(IEnumerable<SchemaNode> choices) =>
        new(new JsonObject { ["anyOf"] = new JsonArray([.. choices.Select(choice => choice.Json)]) });

    public SchemaNode With(string key, JsonNode? value)
    {
        Json[key] = value;
        return this;
    }
}
