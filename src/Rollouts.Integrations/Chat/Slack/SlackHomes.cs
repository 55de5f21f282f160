using System.Text.Json.Nodes;

namespace Rollouts.Integrations.Chat.Slack;

/// <summary>Rollouts where they are in no message of their own: the page of the app, and below shared links.</summary>
internal static class SlackHomes
{
    /// <summary>A page has 100 blocks at most, and each rollout takes four.</summary>
    private const int MostCards = 20;

    public static JsonObject Of(ChatHome home, Uri dashboard)
    {
        var blocks = new JsonArray { SlackBlocks.Section(Said(home.Text)) };
        for (var i = 0; i < home.Waiting.Count && i < MostCards; i++)
        {
            var card = home.Waiting[i];
            foreach (var block in SlackMessages.Brief(card))
            {
                blocks.Add(block);
            }

            blocks.Add(SlackBlocks.Actions($"rollouts.home.{i}", SlackMessages.ButtonsOf(card, dashboard)));
        }

        if (home.Waiting.Count > MostCards)
        {
            blocks.Add(SlackBlocks.Context($"and {home.Waiting.Count - MostCards} more"));
        }

        if (home.Link is { } link)
        {
            blocks.Add(
                SlackBlocks.Actions(
                    "rollouts.home.link",
                    [SlackBlocks.Link(link.Label, SlackMessages.OpenAction, new Uri(dashboard, link.Path).AbsoluteUri)]
                )
            );
        }

        return new JsonObject { ["type"] = "home", ["blocks"] = blocks };
    }

    /// <summary>What is shown below each link. It has no buttons: the message is a person's.</summary>
    public static JsonObject Unfurls(IReadOnlyList<(string Link, ChatCard Card)> cards, Uri dashboard) =>
        new(
            cards.Select(one =>
                KeyValuePair.Create(
                    one.Link,
                    (JsonNode?)
                        new JsonObject
                        {
                            ["blocks"] = new JsonArray([
                                .. SlackMessages.Brief(one.Card),
                                SlackBlocks.Actions(
                                    "rollouts.unfurl",
                                    SlackMessages.ButtonsOf(one.Card with { Actions = [] }, dashboard)
                                ),
                            ]),
                        }
                )
            )
        );

    private static string Said(string text) => SlackText.Clip(SlackText.Escape(text), SlackText.MostOfSection);
}
