using System.Text.Json.Nodes;
using Rollouts.Integrations.Chat;
using Rollouts.Integrations.Chat.Slack;

namespace Rollouts.Integrations.Tests.Chat;

/// <summary>The messages as they look, and as the types that Slack publishes say that they may.</summary>
public sealed class SlackMessageTests
{
    private static readonly Uri Dashboard = new("https://rollouts.example.com/");

    private static readonly Dictionary<GroupName, string> Mentions = [];

    [Fact]
    public async Task The_types_of_slack_accept_every_message()
    {
        var press = new ChatEvent.Press(
            new ChatUser("T", "U"),
            "k",
            ChatAction.Reject,
            new ChatSubject("r", "0.3.0"),
            new ChatPlace("C", "1.2"),
            "t"
        );
        JsonObject[] payloads =
        [
            .. Cards().Select(card => Payload("message", SlackMessages.Of(card, Dashboard, Mentions))),
            Payload(
                "message",
                SlackMessages.Of(new ChatDigest("t", [new ChatDigestRow("a", "b", "dashboard")], 9), Dashboard)
            ),
            Payload("view", SlackMessages.Dialog(press, "Why is checkout v42 rejected?")),
            Payload(
                "view",
                SlackHomes.Of(
                    new ChatHome("Two wait.", Cards().ToValueList(), new DashboardLink("Open", "dashboard")),
                    Dashboard
                )
            ),
            .. Cards().Select(card => Payload("message", Answer(new ChatAnswer("As it stands:") { Card = card }))),
            Payload("message", Answer(new ChatAnswer("x") { Rows = [new ChatDigestRow("a", "b", "dashboard")] })),
            .. SlackHomes
                .Unfurls([.. Cards().Select((card, i) => ($"https://r.example/{i}", card))], Dashboard)
                .Select(pair => Payload("message", Unfurl(pair.Value!))),
        ];
        Assert.Empty(await NodeClient.RunAsync("slack-types.mjs", payloads.Select(one => one.ToJsonString())));
    }

    // The type of messages knows nothing of the addresses for answers, which take one field more.
    private static JsonObject Answer(ChatAnswer answer)
    {
        var message = SlackAnswers.Of(answer, Dashboard, Mentions);
        Assert.True(message.Remove("response_type"));
        return message;
    }

    private static JsonObject Unfurl(JsonNode unfurl) =>
        new() { ["text"] = "x", ["blocks"] = unfurl["blocks"]!.DeepClone() };

    [Fact]
    public async Task The_types_of_slack_refuse_what_is_no_message()
    {
        var broken = SlackMessages.Of(Cards().First(), Dashboard, Mentions);
        broken["blocks"]![0]!["type"] = "headline";
        var said = await NodeClient.RunAsync("slack-types.mjs", [Payload("message", broken).ToJsonString()]);
        Assert.NotEmpty(said);
    }

    [Theory]
    [InlineData(0, "`░░░░░░░░░░░░░░░░░░░░` 0%")]
    [InlineData(1, "`█░░░░░░░░░░░░░░░░░░░` 0.01%")]
    [InlineData(2500, "`█████░░░░░░░░░░░░░░░` 25%")]
    [InlineData(9999, "`███████████████████░` 99.99%")]
    [InlineData(10_000, "`████████████████████` 100%")]
    public void Draws_a_weight(int basisPoints, string bar) =>
        Assert.Equal(bar, SlackText.Bar(new Weight(basisPoints)));

    [Theory]
    [InlineData("a<!channel>b", "a&lt;!channel&gt;b")]
    [InlineData("<https://evil.example|here>", "&lt;https://evil.example|here&gt;")]
    [InlineData("two\nlines", "two lines")]
    [InlineData("*bold*", "*\u2060bold*\u2060")]
    public void Takes_the_meaning_from_foreign_markup(string text, string escaped) =>
        Assert.Equal(escaped, SlackText.Escape(text));

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("ab&amp;", 6, "ab…")]
    [InlineData("a\U0001F680b", 3, "a…")]
    public void Cuts_between_characters(string text, int most, string clipped) =>
        Assert.Equal(clipped, SlackText.Clip(text, most));

    [Fact]
    public void Shows_a_moment_in_the_time_zone_of_its_reader() =>
        Assert.Equal(
            "<!date^1772442000^{date_short_pretty} at {time}|2026-03-02 09:00 UTC>",
            SlackText.Moment(new Instant(1_772_442_000_000_000))
        );

    private static IEnumerable<ChatCard> Cards()
    {
        var card = SlackCards.Card;
        yield return card;
        yield return card with
        {
            Approval = null,
            Deadline = null,
            Decisions = [],
            Evidence = [],
            Share = null,
        };
        foreach (var tone in Enum.GetValues<ChatTone>())
        {
            yield return card with
            {
                Tone = tone,
                Actions = Enum.GetValues<ChatAction>().ToValueList(),
            };
        }
    }

    private static JsonObject Payload(string kind, JsonObject payload) =>
        new() { ["kind"] = kind, ["payload"] = payload };

    private abstract class SlackCards : SlackTest
    {
        public static new ChatCard Card => SlackTest.Card;
    }
}
