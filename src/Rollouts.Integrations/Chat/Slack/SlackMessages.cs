using System.Text.Json.Nodes;

namespace Rollouts.Integrations.Chat.Slack;

/// <summary>The messages of this product as Block Kit.</summary>
internal static class SlackMessages
{
    public const string ActionPrefix = "rollouts.";
    public const string OpenAction = "rollouts.open";

    private const string ActionsBlock = "rollouts.actions";

    /// <summary>Rows that a digest shows. Each is a section of its own, and a message has 50 blocks at most.</summary>
    private const int MostRows = 20;

    /// <summary>In all. Slack documents no limit and refuses messages of about 13,200 characters.</summary>
    private const int MostEvidence = 2500;

    /// <summary>Text and blocks of a rollout's message.</summary>
    public static JsonObject Of(ChatCard card, Uri dashboard, IReadOnlyDictionary<GroupName, string> mentions)
    {
        var title = SlackText.Clip($"{Mark(card.Tone)} {card.Title}", SlackText.MostOfHeader);
        var blocks = new JsonArray { SlackBlocks.Header(title), SlackBlocks.Section(StatusOf(card)) };
        if (!card.Evidence.IsEmpty)
        {
            blocks.Add(SlackBlocks.Section(SlackText.Lines(Escaped(card.Evidence), MostEvidence)));
        }

        if (card.Approval is { } approval)
        {
            blocks.Add(SlackBlocks.Section(SlackText.Clip(Say(approval, mentions), SlackText.MostOfSection)));
        }

        if (ContextOf(card) is { Count: > 0 } context)
        {
            blocks.Add(SlackBlocks.Context(SlackText.Lines(context, SlackText.MostOfSection)));
        }

        blocks.Add(SlackBlocks.Actions(ActionsBlock, ButtonsOf(card, dashboard)));
        return new JsonObject
        {
            // What a notification and a screen reader say.
            ["text"] = SlackText.Clip(
                $"{SlackText.Escape(card.Title)}: {SlackText.Escape(card.Status)}",
                SlackText.MostOfSection
            ),
            ["blocks"] = blocks,
        };
    }

    /// <summary>The text of a reply in the thread.</summary>
    public static string Of(ChatReply reply, IReadOnlyDictionary<GroupName, string> mentions)
    {
        var called = reply
            .Mentions.Select(group => mentions.GetValueOrDefault(group))
            .OfType<string>()
            .Select(id => $"<!subteam^{id}>")
            .ToList();
        List<string> lines = [.. called.Count == 0 ? [] : new[] { string.Join(' ', called) }, .. Escaped(reply.Lines)];
        return SlackText.Lines(lines, SlackText.MostOfSection);
    }

    public static JsonObject Of(ChatDigest digest, Uri dashboard)
    {
        var title = SlackText.Clip(digest.Title, SlackText.MostOfHeader);
        var blocks = new JsonArray { SlackBlocks.Header(title) };
        foreach (var row in Rows(digest.Rows, dashboard))
        {
            blocks.Add(row);
        }

        var shown = Math.Min(digest.Rows.Count, MostRows);
        if (digest.Count > shown)
        {
            blocks.Add(SlackBlocks.Context($"and {digest.Count - shown} more"));
        }

        return new JsonObject { ["text"] = SlackText.Escape(title), ["blocks"] = blocks };
    }

    /// <summary>Rollouts with links to them, one section each, of which each message has a bounded number.</summary>
    public static IEnumerable<JsonObject> Rows(ValueList<ChatDigestRow> rows, Uri dashboard) =>
        rows.Take(MostRows)
            .Select(row =>
                SlackBlocks.Section(
                    SlackText.Clip(
                        $"<{new Uri(dashboard, row.Path).AbsoluteUri}|{SlackText.Escape(row.Title)}>: "
                            + SlackText.Escape(row.Summary),
                        500
                    )
                )
            );

    /// <summary>The dialog in which the reason of a rejection is given.</summary>
    public static JsonObject Dialog(ChatEvent.Press press, string title) =>
        new()
        {
            ["type"] = "modal",
            ["callback_id"] = SlackRequests.RejectDialog,
            ["private_metadata"] = new JsonObject
            {
                ["rollout"] = press.Subject.Rollout,
                ["position"] = press.Subject.Position,
                ["channel"] = press.Place.Channel,
                ["message"] = press.Place.Message,
            }.ToJsonString(),
            ["title"] = SlackBlocks.Plain("Reject"),
            ["submit"] = SlackBlocks.Plain("Reject"),
            ["close"] = SlackBlocks.Plain("Cancel"),
            ["blocks"] = new JsonArray
            {
                SlackBlocks.Section(SlackText.Clip(SlackText.Escape(title), SlackText.MostOfSection)),
                new JsonObject
                {
                    ["type"] = "input",
                    ["block_id"] = SlackRequests.ReasonField,
                    ["label"] = SlackBlocks.Plain("Reason"),
                    ["element"] = new JsonObject
                    {
                        ["type"] = "plain_text_input",
                        ["action_id"] = SlackRequests.ReasonField,
                        ["multiline"] = true,
                        ["min_length"] = 1,
                        ["max_length"] = SlackRequests.LongestReason,
                    },
                },
            },
        };

    private static string StatusOf(ChatCard card)
    {
        var status = SlackText.Clip(SlackText.Escape(card.Status), 1000);
        return card.Share is { } share ? $"{status}\n{SlackText.Bar(share)}" : status;
    }

    // A group is called when the message is posted. Slack calls no one when it is edited.
    private static string Say(ChatApproval approval, IReadOnlyDictionary<GroupName, string> mentions)
    {
        var given = approval.Given.IsEmpty ? "" : ": " + string.Join(", ", Escaped(approval.Given));
        var from = string.Join(
            ", ",
            approval.From.Select(group =>
                mentions.TryGetValue(group, out var id) ? $"<!subteam^{id}>" : SlackText.Escape(group.Value)
            )
        );
        return $"*{approval.Given.Count} of {approval.Needed} approvals*{given}\nAsked: {from}";
    }

    private static List<string> ContextOf(ChatCard card)
    {
        List<string> lines = [.. Escaped(card.Notes)];
        if (card.Deadline is { } deadline)
        {
            lines.Add($"{SlackText.Moment(deadline.At)}: {SlackText.Escape(deadline.Then)}");
        }

        lines.AddRange(Escaped(card.Decisions));
        return lines;
    }

    /// <summary>What a rollout is and where it stands, in three blocks at most.</summary>
    public static IEnumerable<JsonObject> Brief(ChatCard card)
    {
        var title = SlackText.Clip($"{Mark(card.Tone)} {SlackText.Escape(card.Title)}", SlackText.MostOfHeader);
        yield return SlackBlocks.Section($"*{title}*\n{StatusOf(card)}");
        if (card.Approval is { } approval)
        {
            // Where it is read by one person, or again and again, it calls no group.
            var text = Say(approval, new Dictionary<GroupName, string>());
            yield return SlackBlocks.Section(SlackText.Clip(text, SlackText.MostOfSection));
        }

        if (ContextOf(card) is { Count: > 0 } context)
        {
            yield return SlackBlocks.Context(SlackText.Lines(context, SlackText.MostOfSection));
        }
    }

    public static IEnumerable<JsonObject> ButtonsOf(ChatCard card, Uri dashboard)
    {
        var value = $"{card.Rollout}|{card.Position}";
        foreach (var action in card.Actions)
        {
            yield return action switch
            {
                ChatAction.Approve => SlackBlocks.Button(
                    "Approve",
                    IdOf(action),
                    value,
                    "primary",
                    SlackBlocks.Confirm("Approve?", $"You approve {card.Title}.", "Approve")
                ),
                ChatAction.Reject => SlackBlocks.Button("Reject", IdOf(action), value, "danger"),
                ChatAction.Pause => SlackBlocks.Button("Pause", IdOf(action), value),
                ChatAction.Resume => SlackBlocks.Button("Resume", IdOf(action), value),
                ChatAction.RollBack => SlackBlocks.Button(
                    "Roll back",
                    IdOf(action),
                    value,
                    "danger",
                    SlackBlocks.Confirm("Roll back?", $"All traffic of {card.Title} goes back.", "Roll back")
                ),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }

        yield return SlackBlocks.Link("Open", OpenAction, new Uri(dashboard, card.Path).AbsoluteUri);
    }

    public static string IdOf(ChatAction action) => ActionPrefix + action.ToString().ToLowerInvariant();

    private static string Mark(ChatTone tone) =>
        tone switch
        {
            ChatTone.UnderWay => "▶",
            ChatTone.Waiting => "✋",
            ChatTone.Alarming => "⚠",
            ChatTone.Succeeded => "✅",
            ChatTone.Ended => "⏹",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static List<string> Escaped(IEnumerable<string> lines) => [.. lines.Select(SlackText.Escape)];
}
