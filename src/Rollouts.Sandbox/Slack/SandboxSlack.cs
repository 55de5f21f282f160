using System.Globalization;
using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Slack;

/// <summary>What users of the workspace do: press, answer a dialog, type, look.</summary>
internal sealed class SandboxSlack : IDisposable
{
    private readonly SlackDeliveries _deliveries;
    private readonly TimeProvider _clock;
    private int _presses;

    public SandboxSlack(SlackSettings settings, TimeProvider clock)
    {
        (Settings, _clock) = (settings, clock);
        Workspace = new SlackWorkspace(settings, clock);
        Pacing = new SlackPacing(settings, clock);
        Sockets = new SlackSockets();
        _deliveries = new SlackDeliveries(settings, Sockets, clock);
    }

    public SlackSettings Settings { get; }

    public SlackWorkspace Workspace { get; }

    public SlackPacing Pacing { get; }

    public SlackSockets Sockets { get; }

    /// <summary>Where the app takes requests.</summary>
    public Uri? RequestUrl
    {
        get => _deliveries.RequestUrl;
        set => _deliveries.RequestUrl = value;
    }

    /// <summary>The secret that requests are signed with.</summary>
    public string SigningSecret
    {
        get => _deliveries.SigningSecret;
        set => _deliveries.SigningSecret = value;
    }

    /// <summary>How far the time of requests is ahead.</summary>
    public TimeSpan ClockAhead
    {
        get => _deliveries.ClockAhead;
        set => _deliveries.ClockAhead = value;
    }

    /// <summary>Whether the app's token was revoked.</summary>
    public bool IsRevoked { get; set; }

    /// <summary>A user presses a button of a message.</summary>
    /// <param name="times">How often it is delivered.</param>
    /// <returns>What the app answered; null if it did not acknowledge the press.</returns>
    public async Task<string?> PressAsync(
        string user,
        SlackMessage message,
        string action,
        int times = 1,
        CancellationToken cancellation = default
    )
    {
        var button =
            Buttons(message).FirstOrDefault(button => (string?)button["action_id"] == action)
            ?? throw new InvalidOperationException($"The message has no button '{action}'.");
        var pressed = new JsonObject
        {
            ["action_id"] = action,
            ["block_id"] = "b",
            ["type"] = "button",
            ["value"] = button["value"]?.DeepClone(),
            ["action_ts"] = NextTs(),
        };
        var payload = Payload("block_actions", user);
        payload["trigger_id"] = Workspace.DrawTrigger(user);
        payload["channel"] = new JsonObject { ["id"] = message.Channel };
        payload["container"] = new JsonObject
        {
            ["type"] = "message",
            ["message_ts"] = message.Ts,
            ["channel_id"] = message.Channel,
        };
        payload["message"] = message.ToJson();
        payload["actions"] = new JsonArray(pressed);
        return await _deliveries.InteractAsync(payload, times, cancellation);
    }

    /// <summary>A user fills a dialog in and submits it.</summary>
    public async Task<string?> SubmitAsync(SlackView view, string value, CancellationToken cancellation = default)
    {
        var values = new JsonObject();
        foreach (var input in view.Content["blocks"]!.AsArray().Where(block => (string?)block!["type"] == "input"))
        {
            var action = (string)input!["element"]!["action_id"]!;
            values[(string)input["block_id"]!] = new JsonObject
            {
                [action] = new JsonObject { ["type"] = "plain_text_input", ["value"] = value },
            };
        }

        var shown = (JsonObject)view.Content.DeepClone();
        shown["id"] = view.Id;
        shown["state"] = new JsonObject { ["values"] = values };
        var payload = Payload("view_submission", view.User);
        payload["view"] = shown;
        var answer = await _deliveries.InteractAsync(payload, times: 1, cancellation);
        if (answer is not null)
        {
            Workspace.Close(view.Id);
        }

        return answer;
    }

    /// <summary>A user types a slash command.</summary>
    public Task<string?> TypeAsync(
        string user,
        SlackChannel channel,
        string text,
        Uri replyTo,
        CancellationToken cancellation = default
    )
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["command"] = "/rollouts",
            ["text"] = text,
            ["team_id"] = SlackWorkspace.User(user)?.Team ?? SlackSettings.Workspace,
            ["user_id"] = user,
            ["channel_id"] = channel.Id,
            ["api_app_id"] = SlackSettings.AppId,
            ["trigger_id"] = Workspace.DrawTrigger(user),
            ["response_url"] = replyTo.AbsoluteUri,
        };
        return _deliveries.CommandAsync(form, cancellation);
    }

    /// <summary>A user types a slash command, whose answer comes to the sandbox.</summary>
    /// <param name="root">The address of the sandbox's Slack.</param>
    public Task<string?> TypeAsync(
        string user,
        SlackChannel channel,
        string text,
        string root,
        CancellationToken cancellation = default
    ) =>
        TypeAsync(
            user,
            channel,
            text,
            new Uri(new Uri(root), SlackEndpoint.ReplyPath + Workspace.DrawReply(user, channel)),
            cancellation
        );

    /// <summary>A user opens the page of the app.</summary>
    public Task<string?> OpenHomeAsync(string user, CancellationToken cancellation = default) =>
        _deliveries.HappenAsync(
            new JsonObject
            {
                ["type"] = "app_home_opened",
                ["user"] = user,
                ["tab"] = "home",
            },
            cancellation
        );

    /// <summary>A user presses a button of the page of the app.</summary>
    public Task<string?> PressHomeAsync(string user, string action, CancellationToken cancellation = default)
    {
        var button = Buttons(Workspace.Home(user)?["blocks"] as JsonArray)
            .First(button => (string?)button["action_id"] == action);
        var payload = Payload("block_actions", user);
        payload["trigger_id"] = Workspace.DrawTrigger(user);
        payload["container"] = new JsonObject { ["type"] = "view", ["view_id"] = "V00000000" };
        payload["actions"] = new JsonArray(
            new JsonObject
            {
                ["action_id"] = action,
                ["block_id"] = "b",
                ["type"] = "button",
                ["value"] = button["value"]?.DeepClone(),
                ["action_ts"] = NextTs(),
            }
        );
        return _deliveries.InteractAsync(payload, times: 1, cancellation);
    }

    /// <summary>A user writes a message with a link to the dashboard.</summary>
    public async Task<SlackMessage> ShareAsync(
        string user,
        SlackChannel channel,
        Uri link,
        CancellationToken cancellation = default
    )
    {
        var text = $"look at {link.AbsoluteUri}";
        var message = Workspace.Add(channel, ts => new SlackMessage(channel.Id, ts, text, Blocks: null));
        await _deliveries.HappenAsync(
            new JsonObject
            {
                ["type"] = "link_shared",
                ["user"] = user,
                ["channel"] = channel.Id,
                ["message_ts"] = message.Ts,
                ["links"] = new JsonArray(new JsonObject { ["domain"] = link.Host, ["url"] = link.AbsoluteUri }),
            },
            cancellation
        );
        return message;
    }

    public static IEnumerable<JsonObject> Buttons(SlackMessage message) => Buttons(message.Blocks);

    private static IEnumerable<JsonObject> Buttons(JsonArray? blocks) =>
        (blocks ?? [])
            .OfType<JsonObject>()
            .Where(block => (string?)block["type"] == "actions")
            .SelectMany(block => block["elements"]!.AsArray().OfType<JsonObject>());

    public void Dispose() => _deliveries.Dispose();

    private static JsonObject Payload(string kind, string user)
    {
        var known = SlackWorkspace.User(user);
        return new JsonObject
        {
            ["type"] = kind,
            ["api_app_id"] = SlackSettings.AppId,
            ["team"] = new JsonObject { ["id"] = SlackSettings.Workspace, ["domain"] = "sandbox" },
            ["user"] = new JsonObject
            {
                ["id"] = user,
                ["username"] = known?.Name,
                ["team_id"] = known?.Team ?? SlackSettings.Workspace,
            },
        };
    }

    private string NextTs()
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"{now}.{Interlocked.Increment(ref _presses):D6}");
    }
}
