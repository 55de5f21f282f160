using System.Text.Json.Nodes;
using Rollouts.Sandbox.Slack;

namespace Rollouts.Api.Tests.Chat;

/// <summary>An environment whose decisions are made in the dashboard alone.</summary>
public sealed class SlackLinkOnlyTests : ChatTest
{
    protected override string Staging => "{ slack: link-only }";

    [Fact]
    public async Task The_message_has_no_button_but_the_link_and_an_old_button_is_refused()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        Assert.Equal(["rollouts.open"], SandboxSlack.Buttons(message).Select(button => (string?)button["action_id"]));

        await Slack.TypeAsync(Ana, Channel, "pause shop", Sandbox.Endpoints["slack"].AbsoluteUri);
        var asked = await ReadsAsync(Ana, "is not linked");
        await LinkAsync(
            Ana,
            new Uri((string)SandboxSlack.Buttons(asked).Single()["url"]!).PathAndQuery,
            "release-managers"
        );
        await Slack.TypeAsync(Ana, Channel, "approve shop", Sandbox.Endpoints["slack"].AbsoluteUri);
        await ReadsAsync(Ana, "is decided in the dashboard alone");
        var old = message with { Blocks = [Actions(id)] };
        await PressAsync(Ana, old, "approve");
        await Eventually.IsAsync(
            () => Messages().Count(one => one.OnlyFor == Ana && one.Text.Contains("dashboard alone")) == 2,
            "the old button is refused",
            Patience
        );
        Assert.Equal("Running", (string?)(await RolloutAsync(id))["status"]);
    }

    private static JsonObject Actions(string rollout) =>
        new()
        {
            ["type"] = "actions",
            ["elements"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "button",
                    ["action_id"] = "rollouts.approve",
                    ["value"] = $"{rollout}|0.1.0",
                }
            ),
        };
}
