using System.Text.Json.Nodes;

namespace Rollouts.Integrations.Chat.Slack;

/// <summary>What one person reads and no other: refusals, and answers to commands.</summary>
internal static class SlackAnswers
{
    private const string LinkBlock = "rollouts.link";

    public static JsonObject Of(string text, DashboardLink? link, Uri dashboard)
    {
        var said = Said(text);
        var blocks = new JsonArray { SlackBlocks.Section(said) };
        if (link is not null)
        {
            blocks.Add(ButtonOf(link, dashboard));
        }

        return new JsonObject { ["text"] = said, ["blocks"] = blocks };
    }

    /// <param name="mentions">The groups that are called, of which an answer calls none.</param>
    public static JsonObject Of(ChatAnswer answer, Uri dashboard, IReadOnlyDictionary<GroupName, string> mentions)
    {
        var said = Said(answer.Text);
        var blocks = new JsonArray { SlackBlocks.Section(said) };
        foreach (var row in SlackMessages.Rows(answer.Rows, dashboard))
        {
            blocks.Add(row);
        }

        if (answer.Card is { } card)
        {
            var shown = SlackMessages.Of(card, dashboard, mentions)["blocks"]!.AsArray();
            foreach (var block in shown)
            {
                blocks.Add(block!.DeepClone());
            }
        }

        if (answer.Link is { } link)
        {
            blocks.Add(ButtonOf(link, dashboard));
        }

        return new JsonObject
        {
            ["response_type"] = "ephemeral",
            ["text"] = said,
            ["blocks"] = blocks,
        };
    }

    // Its lines are ours. What stands in them may be of others.
    private static string Said(string text) =>
        SlackText.Lines([.. text.Split('\n').Select(SlackText.Escape)], SlackText.MostOfSection);

    private static JsonObject ButtonOf(DashboardLink link, Uri dashboard) =>
        SlackBlocks.Actions(
            LinkBlock,
            [SlackBlocks.Link(link.Label, SlackMessages.OpenAction, new Uri(dashboard, link.Path).AbsoluteUri)]
        );
}
