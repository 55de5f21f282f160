using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Slack;

/// <summary>A message as the workspace shows it.</summary>
internal sealed record SlackMessage(string Channel, string Ts, string Text, JsonArray? Blocks)
{
    /// <summary>The message in whose thread it is; null for one of the channel.</summary>
    public string? Thread { get; init; }

    public bool IsBroadcast { get; init; }

    /// <summary>The one user who sees it; null for all.</summary>
    public string? OnlyFor { get; init; }

    /// <summary>What is shown below its links; null for nothing.</summary>
    public JsonObject? Unfurls { get; init; }

    /// <summary>How often it was changed.</summary>
    public int Edits { get; init; }

    public JsonObject ToJson() =>
        new()
        {
            ["type"] = "message",
            ["user"] = SlackSettings.BotUser,
            ["app_id"] = SlackSettings.AppId,
            ["channel"] = Channel,
            ["ts"] = Ts,
            ["text"] = Text,
            ["blocks"] = Blocks?.DeepClone(),
            ["thread_ts"] = Thread,
            ["onlyFor"] = OnlyFor,
            ["edits"] = Edits,
        };
}
