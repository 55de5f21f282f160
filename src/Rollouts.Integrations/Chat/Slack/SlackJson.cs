using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollouts.Integrations.Chat.Slack;

/// <summary>Reads fields of foreign JSON, of which none has to be there or to be a text.</summary>
internal static class SlackJson
{
    public static string? Text(JsonNode? node)
    {
        try
        {
            return node is JsonValue value && value.GetValueKind() == JsonValueKind.String
                ? value.GetValue<string>()
                : null;
        }
        // Half of a pair of characters, which JSON can write and no text can hold.
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static string? Text(JsonObject? parent, string key) => Text(Field(parent, key));

    public static JsonObject? Object(JsonObject? parent, string key) => Field(parent, key) as JsonObject;

    public static bool IsTrue(JsonObject? parent, string key) =>
        Field(parent, key) is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    // A key that stands twice makes the whole object unreadable, at the first look.
    private static JsonNode? Field(JsonObject? parent, string key)
    {
        try
        {
            return parent?[key];
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
