using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollouts.Integrations.Chat.Slack;

/// <summary>
/// What a request of Slack brings: a form with a payload, a form of a slash command, or an event as JSON. The same
/// payloads come through Socket Mode.
/// </summary>
internal static class SlackRequests
{
    public const string RejectDialog = "rollouts.reject";
    public const string ReasonField = "reason";
    public const int LongestReason = 500;

    /// <summary>More links in one message are not shown.</summary>
    private const int MostLinks = 5;

    /// <summary>Of a button's value: a rollout and a position.</summary>
    private const int LongestValue = 100;

    private static readonly Dictionary<string, ChatAction> Actions = Enum.GetValues<ChatAction>()
        .ToDictionary(SlackMessages.IdOf, StringComparer.Ordinal);

    public static ChatEvent Read(string? contentType, ReadOnlySpan<byte> body)
    {
        try
        {
            var text = Encoding.UTF8.GetString(body);
            if (contentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true)
            {
                return JsonNode.Parse(text) is JsonObject sent ? OfEvent(sent) : Unreadable("its body is no object");
            }

            var form = Form(text);
            return form.GetValueOrDefault("payload") is not { } payload ? OfCommand(form)
                : JsonNode.Parse(payload) is JsonObject interaction ? OfInteraction(interaction)
                : Unreadable("its payload is no object");
        }
        // The second is a text that JSON can write and no text can hold; the third a key that stands twice.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return Unreadable("it cannot be read");
        }
    }

    public static ChatEvent OfInteraction(JsonObject payload) =>
        SlackJson.Text(payload, "type") switch
        {
            "block_actions" => OfPress(payload),
            "view_submission" => OfSubmission(payload),
            _ => new ChatEvent.Nothing(),
        };

    public static ChatEvent OfEvent(JsonObject sent)
    {
        if (SlackJson.Text(sent, "type") == "url_verification")
        {
            return SlackJson.Text(sent, "challenge") is { Length: <= 1000 } challenge
                ? new ChatEvent.Challenge(challenge)
                : Unreadable("it has no challenge");
        }

        var happened = SlackJson.Object(sent, "event");
        return SlackJson.Text(happened, "type") == "link_shared" ? OfLinks(sent, happened!)
            : SlackJson.Text(happened, "type") == "app_home_opened"
            && SlackJson.Text(sent, "team_id") is { } team
            && SlackJson.Text(happened, "user") is { } user
                ? new ChatEvent.HomeOpened(new ChatUser(team, user))
            : new ChatEvent.Nothing();
    }

    // A message that is still being written has no channel, and nothing is shown below it until it is sent.
    private static ChatEvent OfLinks(JsonObject sent, JsonObject happened) =>
        SlackJson.Text(sent, "team_id") is { } team
        && SlackJson.Text(happened, "user") is { } user
        && SlackJson.Text(happened, "channel") is { } channel and not "COMPOSER"
        && SlackJson.Text(happened, "message_ts") is { } message
        && happened["links"] is JsonArray links
            ? new ChatEvent.LinkShared(
                new ChatUser(team, user),
                new ChatPlace(channel, message),
                links
                    .OfType<JsonObject>()
                    .Select(link => SlackJson.Text(link, "url"))
                    .OfType<string>()
                    .Take(MostLinks)
                    .ToValueList()
            )
            : new ChatEvent.Nothing();

    public static ChatEvent OfCommand(IReadOnlyDictionary<string, string> form) =>
        form.GetValueOrDefault("team_id") is { } team
        && form.GetValueOrDefault("user_id") is { } user
        && form.GetValueOrDefault("trigger_id") is { } trigger
        && Uri.TryCreate(form.GetValueOrDefault("response_url"), UriKind.Absolute, out var replyTo)
            ? new ChatEvent.Typed(
                new ChatUser(team, user),
                $"slack/{team}/{user}/{trigger}",
                form.GetValueOrDefault("text") ?? "",
                replyTo
            )
            : Unreadable("it is no command");

    private static ChatEvent OfPress(JsonObject payload)
    {
        if (payload["actions"] is not JsonArray { Count: > 0 } actions || actions[0] is not JsonObject action)
        {
            return Unreadable("it names no action");
        }

        if (SlackJson.Text(action, "action_id") is not { } id || !Actions.TryGetValue(id, out var what))
        {
            return new ChatEvent.Nothing();
        }

        var container = SlackJson.Object(payload, "container");
        var channel = SlackJson.Text(SlackJson.Object(payload, "channel"), "id") ?? "";
        var message = SlackJson.Text(container, "message_ts");
        return
            UserOf(payload) is { } user
            && SubjectOf(SlackJson.Text(action, "value")) is { } subject
            && SlackJson.Text(action, "action_ts") is { } at
            && SlackJson.Text(payload, "trigger_id") is { } trigger
            ? new ChatEvent.Press(
                user,
                $"slack/{user.Workspace}/{user.Id}/{channel}/{message}/{at}",
                what,
                subject,
                new ChatPlace(channel, message),
                trigger
            )
            : Unreadable("it is no press of a button");
    }

    private static ChatEvent OfSubmission(JsonObject payload)
    {
        var view = SlackJson.Object(payload, "view");
        if (SlackJson.Text(view, "callback_id") != RejectDialog)
        {
            return new ChatEvent.Nothing();
        }

        var about = JsonNode.Parse(SlackJson.Text(view, "private_metadata") ?? "null") as JsonObject;
        var values = SlackJson.Object(SlackJson.Object(view, "state"), "values");
        var field = SlackJson.Object(SlackJson.Object(values, ReasonField), ReasonField);
        return
            UserOf(payload) is { } user
            && SlackJson.Text(view, "id") is { } id
            && SlackJson.Text(about, "rollout") is { } rollout
            && SlackJson.Text(about, "position") is { } position
            ? new ChatEvent.Rejection(
                user,
                $"slack/{user.Workspace}/{user.Id}/{id}",
                new ChatSubject(rollout, position),
                new ChatPlace(SlackJson.Text(about, "channel") ?? "", SlackJson.Text(about, "message")),
                SlackJson.Text(field, "value") ?? ""
            )
            : Unreadable("it is no rejection");
    }

    /// <summary>
    /// The workspace is that of the account: a person of another one who shares a channel has a team of their own.
    /// </summary>
    private static ChatUser? UserOf(JsonObject payload)
    {
        var user = SlackJson.Object(payload, "user");
        var team = SlackJson.Text(SlackJson.Object(payload, "team"), "id");
        var own = SlackJson.Text(user, "team_id") ?? team;
        return SlackJson.Text(user, "id") is { } id && own is not null ? new ChatUser(own, id) : null;
    }

    private static ChatSubject? SubjectOf(string? value) =>
        value is { Length: <= LongestValue } && value.Split('|') is [var rollout, var position]
            ? new ChatSubject(rollout, position)
            : null;

    private static ChatEvent.Unreadable Unreadable(string why) => new(why);

    private static Dictionary<string, string> Form(string body)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in body.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            form.TryAdd(Decoded(at < 0 ? pair : pair[..at]), at < 0 ? "" : Decoded(pair[(at + 1)..]));
        }

        return form;
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
