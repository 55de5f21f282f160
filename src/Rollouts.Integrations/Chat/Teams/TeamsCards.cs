using System.Text.Json.Nodes;

namespace Rollouts.Integrations.Chat.Teams;

/// <summary>
/// The message of a rollout as an Adaptive Card, in version 1.4, which workflows take. Texts are runs of a rich text:
/// a text block would obey the markup in a name that an outsider chose.
/// </summary>
internal static class TeamsCards
{
    private const string Schema = "http://adaptivecards.io/schemas/adaptive-card.json";

    /// <summary>Teams refuses a message of more than 28 KB. A character takes up to four bytes.</summary>
    private const int MostOfText = 500;

    private const int MostLines = 10;

    private const int Cells = 20;

    public static JsonObject Of(ChatCard card, Uri dashboard)
    {
        var body = new JsonArray { Line(card.Title, "Bolder", "Large"), Line(card.Status) };
        if (card.Share is { } share)
        {
            body.Add(Line(Bar(share)));
        }

        Add(body, card.Evidence);
        Add(body, card.Notes);
        if (card.Approval is { } approval)
        {
            body.Add(Line(ChatText.Given(approval), "Bolder"));
            body.Add(Line(ChatText.Asked(approval)));
        }

        if (card.Deadline is { } deadline)
        {
            body.Add(Line(ChatText.Say(deadline)));
        }

        Add(body, card.Decisions);
        var content = new JsonObject
        {
            ["$schema"] = Schema,
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = body,
            ["actions"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "Action.OpenUrl",
                    ["title"] = card.Approval is null ? "Open" : "Open, to decide",
                    ["url"] = new Uri(dashboard, card.Path).AbsoluteUri,
                }
            ),
        };
        return new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(
                new JsonObject
                {
                    ["contentType"] = "application/vnd.microsoft.card.adaptive",
                    ["contentUrl"] = null,
                    ["content"] = content,
                }
            ),
        };
    }

    private static void Add(JsonArray body, ValueList<string> lines)
    {
        foreach (var line in lines.Take(MostLines))
        {
            body.Add(Line(line));
        }

        if (lines.Count > MostLines)
        {
            body.Add(Line($"and {lines.Count - MostLines} more"));
        }
    }

    private static JsonObject Line(string text, string? weight = null, string? size = null)
    {
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = ChatText.Clip(text, MostOfText) };
        if (weight is not null)
        {
            run["weight"] = weight;
        }

        if (size is not null)
        {
            run["size"] = size;
        }

        return new JsonObject { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(run) };
    }

    private static string Bar(Weight share)
    {
        var filled = (int)((long)share.BasisPoints * Cells / Weight.All);
        return $"{new string('█', filled)}{new string('░', Cells - filled)} {share}";
    }
}
