using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Slack;

/// <summary>The limits of Block Kit that Slack's server enforces, as they are documented in November 2026.</summary>
internal static class SlackBlockRules
{
    private const int MostOfMessage = 50;
    private const int MostOfModal = 100;

    /// <summary>A limit that Slack does not document and applies to long messages.</summary>
    private const int MostCharacters = 13_200;

    /// <summary>The error, and what is wrong; null for blocks that are taken.</summary>
    public static (string Error, string Why)? OfMessage(JsonArray blocks) =>
        blocks.Count > MostOfMessage ? ("invalid_blocks", $"more than {MostOfMessage} items")
        : blocks.ToJsonString().Length > 4 * MostCharacters || Characters(blocks) > MostCharacters
            ? ("msg_blocks_too_long", $"more than {MostCharacters} characters")
        : Complaint(blocks) is { } why ? ("invalid_blocks", why)
        : null;

    public static (string Error, string Why)? OfView(JsonObject view)
    {
        var why =
            view["blocks"] is not JsonArray { Count: > 0 and <= MostOfModal } blocks ? "1 to 100 blocks"
            : Text(view["type"]) is not ("modal" or "home") ? "type is modal or home"
            : Text(view["type"]) == "modal" && Plain(view["title"], 24) is { } title ? $"title: {title}"
            : view["submit"] is { } submit && Plain(submit, 24) is { } button ? $"submit: {button}"
            : view["close"] is { } close && Plain(close, 24) is { } cancel ? $"close: {cancel}"
            : Text(view["callback_id"]) is { Length: > 255 } ? "callback_id is too long"
            : Text(view["private_metadata"]) is { Length: > 3000 } ? "private_metadata is too long"
            : Complaint(blocks);
        return why is null ? null : ("invalid_arguments", why);
    }

    private static string? Complaint(JsonArray blocks)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var block in blocks)
        {
            if (block is not JsonObject one)
            {
                return "a block is an object";
            }

            if (Text(one["block_id"]) is { } id && (id.Length > 255 || !ids.Add(id)))
            {
                return "block_id is too long, or stands twice";
            }

            if (OfBlock(one) is { } why)
            {
                return $"{Text(one["type"])}: {why}";
            }
        }

        return null;
    }

    private static string? OfBlock(JsonObject block) =>
        Text(block["type"]) switch
        {
            "header" => Plain(block["text"], 150),
            "section" => block["text"] is null && block["fields"] is null ? "no text"
            : block["text"] is { } text && Any(text, 3000) is { } why ? why
            : block["fields"] is JsonArray fields ? Fields(fields)
            : null,
            "context" => block["elements"] is JsonArray { Count: > 0 and <= 10 } elements
                ? elements.Select(element => Any(element, 3000)).FirstOrDefault(why => why is not null)
                : "1 to 10 elements",
            "actions" => block["elements"] is JsonArray { Count: > 0 and <= 25 } buttons
                ? OfButtons(buttons)
                : "1 to 25 elements",
            "input" => Plain(block["label"], 2000) ?? OfInput(block["element"] as JsonObject),
            "divider" => null,
            _ => "unsupported type",
        };

    private static string? Fields(JsonArray fields) =>
        fields.Count is 0 or > 10
            ? "1 to 10 fields"
            : fields.Select(field => Any(field, 2000)).FirstOrDefault(why => why is not null);

    private static string? OfButtons(JsonArray buttons)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var button in buttons.OfType<JsonObject>())
        {
            var why =
                Text(button["type"]) != "button" ? "an element that is no button"
                : Plain(button["text"], 75) is { } text ? text
                : Text(button["action_id"]) is not { Length: > 0 and <= 255 } id || !ids.Add(id)
                    ? "action_id is missing, too long, or stands twice"
                : Text(button["value"]) is { Length: > 2000 } ? "value is too long"
                : Text(button["url"]) is { Length: > 3000 } ? "url is too long"
                : button["style"] is { } style && Text(style) is not ("primary" or "danger") ? "no such style"
                : button["confirm"] is JsonObject confirm ? OfConfirm(confirm)
                : null;
            if (why is not null)
            {
                return why;
            }
        }

        return null;
    }

    private static string? OfConfirm(JsonObject confirm) =>
        Plain(confirm["title"], 100)
        ?? Any(confirm["text"], 300)
        ?? Plain(confirm["confirm"], 30)
        ?? Plain(confirm["deny"], 30);

    private static string? OfInput(JsonObject? element) =>
        Text(element?["type"]) != "plain_text_input" ? "an element that is no text input"
        : element!["max_length"] is JsonValue most && most.GetValue<int>() is < 1 or > 3000 ? "max_length is 1 to 3000"
        : null;

    private static string? Plain(JsonNode? text, int most) =>
        Text((text as JsonObject)?["type"]) != "plain_text" ? "a text that is no plain_text" : Any(text, most);

    private static string? Any(JsonNode? text, int most) =>
        text is not JsonObject one || Text(one["type"]) is not ("plain_text" or "mrkdwn") ? "a text of no type"
        : Text(one["text"]) is not { Length: > 0 } said ? "an empty text"
        : said.Length > most ? $"must be less than {most + 1} characters"
        : null;

    private static int Characters(JsonNode? node) =>
        node switch
        {
            JsonObject parent => parent.Sum(pair => pair.Key == "text" ? Characters(pair.Value) : Nested(pair.Value)),
            JsonArray items => items.Sum(Characters),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>().Length,
            _ => 0,
        };

    private static int Nested(JsonNode? node) => node is JsonObject or JsonArray ? Characters(node) : 0;

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
