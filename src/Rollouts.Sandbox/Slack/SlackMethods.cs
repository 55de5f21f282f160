using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Slack;

/// <summary>The methods of the Web API that Rollouts calls, with the errors that Slack answers.</summary>
internal sealed class SlackMethods(SlackWorkspace workspace, SlackPacing pacing)
{
    private const int MostOfText = 40_000;

    /// <summary>The answer, or how long to wait.</summary>
    public (JsonObject Answer, TimeSpan? Wait) Call(string method, JsonObject sent) =>
        method switch
        {
            "auth.test" => Taken(new() { ["team_id"] = SlackSettings.Workspace, ["user_id"] = SlackSettings.BotUser }),
            "chat.postMessage" => Post(sent),
            "chat.update" => Update(sent),
            "chat.postEphemeral" => PostEphemeral(sent),
            "views.open" => OpenView(sent),
            "views.publish" => Publish(sent),
            "chat.unfurl" => Unfurl(sent),
            "users.info" => Info(sent),
            _ => Failed("unknown_method"),
        };

    private (JsonObject, TimeSpan?) Post(JsonObject sent)
    {
        if (ChannelOf(sent, out var channel) is { } error)
        {
            return Failed(error);
        }

        if (pacing.Post(channel!.Id) is { } wait)
        {
            return Wait(wait);
        }

        if (ContentOf(sent, out var text, out var blocks) is { } wrong)
        {
            return wrong;
        }

        var thread = Text(sent, "thread_ts");
        if (thread is not null && workspace.Find(channel, thread) is null)
        {
            return Failed("thread_not_found");
        }

        var message = workspace.Add(
            channel,
            ts => new SlackMessage(channel.Id, ts, text, blocks)
            {
                Thread = thread,
                IsBroadcast = Text(sent, "reply_broadcast") == "true",
            }
        );
        return Taken(
            new()
            {
                ["channel"] = channel.Id,
                ["ts"] = message.Ts,
                ["message"] = message.ToJson(),
            }
        );
    }

    private (JsonObject, TimeSpan?) Update(JsonObject sent)
    {
        if (ChannelOf(sent, out var channel) is { } error)
        {
            return Failed(error);
        }

        if (pacing.Call("chat.update") is { } wait)
        {
            return Wait(wait);
        }

        if (ContentOf(sent, out var text, out var blocks) is { } wrong)
        {
            return wrong;
        }

        return workspace.Change(channel!, Text(sent, "ts"), text, blocks) is { } changed
            ? Taken(
                new()
                {
                    ["channel"] = channel!.Id,
                    ["ts"] = changed.Ts,
                    ["text"] = changed.Text,
                }
            )
            : Failed("message_not_found");
    }

    private (JsonObject, TimeSpan?) PostEphemeral(JsonObject sent)
    {
        if (ChannelOf(sent, out var channel) is { } error)
        {
            return Failed(error);
        }

        if (SlackWorkspace.User(Text(sent, "user")) is not { } user)
        {
            return Failed("user_not_in_channel");
        }

        if (ContentOf(sent, out var text, out var blocks) is { } wrong)
        {
            return wrong;
        }

        var message = workspace.Add(
            channel!,
            ts => new SlackMessage(channel!.Id, ts, text, blocks) { OnlyFor = user.Id }
        );
        return Taken(new() { ["message_ts"] = message.Ts });
    }

    private (JsonObject, TimeSpan?) OpenView(JsonObject sent)
    {
        if (Object(sent, "view") is not { } view)
        {
            return Failed("invalid_arguments", "view is missing");
        }

        if (SlackBlockRules.OfView(view) is var (wrong, why))
        {
            return Failed(wrong, why);
        }

        var (opened, error) = workspace.Open(Text(sent, "trigger_id"), view);
        return opened is null ? Failed(error!) : Taken(new() { ["view"] = Shown(opened.Id, view) });
    }

    private (JsonObject, TimeSpan?) Publish(JsonObject sent)
    {
        if (Object(sent, "view") is not { } view)
        {
            return Failed("invalid_arguments", "view is missing");
        }

        if (SlackBlockRules.OfView(view) is var (wrong, why))
        {
            return Failed(wrong, why);
        }

        if (SlackWorkspace.User(Text(sent, "user_id")) is not { } user)
        {
            return Failed("user_not_found");
        }

        workspace.Publish(user.Id, view);
        return Taken(new() { ["view"] = Shown("V00000000", view) });
    }

    private (JsonObject, TimeSpan?) Unfurl(JsonObject sent)
    {
        if (ChannelOf(sent, out var channel) is { } error)
        {
            return Failed(error);
        }

        if (pacing.Call("chat.unfurl") is { } wait)
        {
            return Wait(wait);
        }

        if (Object(sent, "unfurls") is not { Count: > 0 } unfurls)
        {
            return Failed("missing_unfurls");
        }

        foreach (var (link, unfurl) in unfurls)
        {
            if ((unfurl as JsonObject)?["blocks"] is not JsonArray blocks)
            {
                return Failed("invalid_blocks_format");
            }

            if (SlackBlockRules.OfMessage(blocks) is var (wrong, why))
            {
                return Failed(wrong, why);
            }

            if (workspace.Find(channel!, Text(sent, "ts"))?.Text.Contains(link, StringComparison.Ordinal) != true)
            {
                return Failed("cannot_unfurl_url");
            }
        }

        workspace.Unfurl(channel!, Text(sent, "ts")!, unfurls);
        return Taken([]);
    }

    private static (JsonObject, TimeSpan?) Info(JsonObject sent) =>
        SlackWorkspace.User(Text(sent, "user")) is not { } user
            ? Failed("user_not_found")
            : Taken(
                new()
                {
                    ["user"] = new JsonObject
                    {
                        ["id"] = user.Id,
                        ["team_id"] = user.Team,
                        ["name"] = user.Name,
                        ["profile"] = new JsonObject { ["real_name"] = user.RealName },
                        ["deleted"] = user.IsDeleted,
                        ["is_bot"] = user.IsBot,
                        ["is_restricted"] = user.IsGuest,
                        ["is_ultra_restricted"] = false,
                        ["is_stranger"] = user.Team != SlackSettings.Workspace,
                    },
                }
            );

    private string? ChannelOf(JsonObject sent, out SlackChannel? channel)
    {
        // A message to a user is one of the direct messages between the user and the app.
        channel = SlackWorkspace.User(Text(sent, "channel")) is { } user
            ? workspace.Create($"@{user.Name}")
            : workspace.Find(Text(sent, "channel"));
        return channel is null ? "channel_not_found"
            : channel.IsArchived ? "is_archived"
            : !channel.HasApp ? "not_in_channel"
            : null;
    }

    private static (JsonObject, TimeSpan?)? ContentOf(JsonObject sent, out string text, out JsonArray? blocks)
    {
        text = Text(sent, "text") ?? "";
        blocks = Array(sent, "blocks");
        return sent["blocks"] is not null && blocks is null ? Failed("invalid_blocks_format")
            : text.Length == 0 && blocks is null ? Failed("no_text")
            : text.Length > MostOfText ? Failed("msg_too_long")
            : blocks is not null && SlackBlockRules.OfMessage(blocks) is var (error, why) ? Failed(error, why)
            : null;
    }

    private static JsonObject Shown(string id, JsonObject view)
    {
        var shown = (JsonObject)view.DeepClone();
        shown["id"] = id;
        return shown;
    }

    private static (JsonObject, TimeSpan?) Taken(JsonObject answer)
    {
        answer.Insert(0, "ok", true);
        return (answer, null);
    }

    public static (JsonObject Answer, TimeSpan? Wait) Failed(string error, string? why = null)
    {
        var answer = new JsonObject { ["ok"] = false, ["error"] = error };
        if (why is not null)
        {
            answer["response_metadata"] = new JsonObject { ["messages"] = new JsonArray($"[ERROR] {why}") };
        }

        return (answer, null);
    }

    private static (JsonObject, TimeSpan?) Wait(TimeSpan wait) =>
        (new JsonObject { ["ok"] = false, ["error"] = "ratelimited" }, wait);

    private static string? Text(JsonObject sent, string key) =>
        sent[key] is not JsonValue value ? null
        : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>()
        : value.ToJsonString();

    // The official clients send a form, in which what has parts is a text of JSON.
    private static JsonObject? Object(JsonObject sent, string key) => Parsed(sent[key]) as JsonObject;

    private static JsonArray? Array(JsonObject sent, string key) => Parsed(sent[key]) as JsonArray;

    private static JsonNode? Parsed(JsonNode? node)
    {
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
        {
            return node?.DeepClone();
        }

        try
        {
            return JsonNode.Parse(value.GetValue<string>());
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
