using System.Text.Json.Nodes;

namespace Rollouts.Integrations.Chat.Slack;

/// <summary>The elements of Block Kit that this product uses. Texts arrive escaped and within their limits.</summary>
internal static class SlackBlocks
{
    private const int MostOfConfirmation = 300;

    public static JsonObject Header(string plain) => new() { ["type"] = "header", ["text"] = Plain(plain) };

    public static JsonObject Section(string markup) => new() { ["type"] = "section", ["text"] = Markup(markup) };

    public static JsonObject Context(string markup) =>
        new()
        {
            ["type"] = "context",
            ["elements"] = new JsonArray { Markup(markup) },
        };

    public static JsonObject Actions(string id, IEnumerable<JsonObject> elements) =>
        new()
        {
            ["type"] = "actions",
            ["block_id"] = id,
            ["elements"] = new JsonArray([.. elements]),
        };

    public static JsonObject Button(
        string label,
        string action,
        string value,
        string? style = null,
        JsonObject? confirm = null
    )
    {
        var button = new JsonObject
        {
            ["type"] = "button",
            ["text"] = Plain(label),
            ["action_id"] = action,
            ["value"] = value,
        };
        if (style is not null)
        {
            button["style"] = style;
        }

        if (confirm is not null)
        {
            button["confirm"] = confirm;
        }

        return button;
    }

    public static JsonObject Link(string label, string action, string address) =>
        new()
        {
            ["type"] = "button",
            ["text"] = Plain(label),
            ["action_id"] = action,
            ["url"] = address,
        };

    /// <summary>A press on a phone is easily a slip.</summary>
    public static JsonObject Confirm(string title, string text, string yes) =>
        new()
        {
            ["title"] = Plain(title),
            ["text"] = Plain(SlackText.Clip(text, MostOfConfirmation)),
            ["confirm"] = Plain(yes),
            ["deny"] = Plain("Cancel"),
        };

    public static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text };

    private static JsonObject Markup(string text) => new() { ["type"] = "mrkdwn", ["text"] = text };
}
