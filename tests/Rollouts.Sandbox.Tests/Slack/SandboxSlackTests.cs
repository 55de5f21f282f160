using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Sandbox.Slack;

namespace Rollouts.Sandbox.Tests.Slack;

/// <summary>The official packages take the sandbox for Slack.</summary>
public sealed class SandboxSlackTests : SandboxTest
{
    private static readonly JsonArray Blocks =
    [
        new JsonObject
        {
            ["type"] = "actions",
            ["elements"] = new JsonArray(Button("rollouts.approve"), Button("rollouts.reject")),
        },
    ];

    private SandboxSlack Slack => Sandbox.Slack;

    private string Api => new Uri(Sandbox.Endpoints["slack"], "api/").AbsoluteUri;

    [Fact]
    public async Task The_official_client_posts_changes_and_asks()
    {
        var channel = Slack.Workspace.Create("releases");
        var answers = await CallAsync(
            Call("auth.test", new { }),
            Call(
                "chat.postMessage",
                new
                {
                    channel = "#releases",
                    text = "one",
                    blocks = Blocks,
                }
            ),
            Call("users.info", new { user = "U0GUEST" }),
            Call(
                "chat.postEphemeral",
                new
                {
                    channel = channel.Id,
                    user = "U0ANA",
                    text = "only you",
                }
            )
        );
        Assert.All(answers, answer => Assert.True((bool)answer["ok"]!));
        Assert.Equal(SlackSettings.Workspace, (string?)answers[0]["team_id"]);
        Assert.True((bool)answers[2]["user"]!["is_restricted"]!);

        var ts = (string)answers[1]["ts"]!;
        await CallAsync(
            Call(
                "chat.update",
                new
                {
                    channel = channel.Id,
                    ts,
                    text = "two",
                }
            )
        );
        Assert.Equal(("two", 1), (Slack.Workspace.Find(channel, ts)!.Text, Slack.Workspace.Find(channel, ts)!.Edits));
    }

    [Fact]
    public async Task The_official_client_hears_the_errors_of_slack()
    {
        Slack.Workspace.Create("releases");
        Slack.Workspace.Create("archived").IsArchived = true;
        var tooMany = Enumerable.Repeat(new { type = "divider" }, 51);
        var answers = await CallAsync(
            Call("chat.postMessage", new { channel = "#nowhere", text = "x" }),
            Call("chat.postMessage", new { channel = "#archived", text = "x" }),
            Call("chat.postMessage", new { channel = "#releases" }),
            Call(
                "chat.postMessage",
                new
                {
                    channel = "#releases",
                    text = "x",
                    blocks = tooMany,
                }
            ),
            Call(
                "chat.update",
                new
                {
                    channel = "#releases",
                    ts = "1.2",
                    text = "x",
                }
            ),
            Call("views.open", new { trigger_id = "x", view = new { type = "modal", blocks = new[] { 1 } } }),
            Call("nothing.like", new { }),
            Call("auth.test", new { }, token: "xoxb-wrong")
        );
        Assert.Equal(
            [
                "channel_not_found",
                "is_archived",
                "no_text",
                "invalid_blocks",
                "message_not_found",
                "invalid_arguments",
                "unknown_method",
                "invalid_auth",
            ],
            answers.Select(answer => (string?)answer["error"])
        );
    }

    [Fact]
    public async Task The_official_client_waits_as_long_as_it_is_told()
    {
        Slack.Workspace.Create("releases");
        var calls = Enumerable
            .Range(0, 6)
            .Select(i => Call("chat.postMessage", new { channel = "#releases", text = $"{i}" }, retries: 3));
        var answers = await CallAsync([.. calls]);
        Assert.All(answers, answer => Assert.True((bool)answer["ok"]!));
        Assert.NotEqual(0, answers.Sum(answer => (int)answer["limited"]!));
    }

    [Theory]
    [InlineData("-")]
    [InlineData("xapp-sandbox")]
    public async Task An_app_of_bolt_is_pressed_asked_and_typed_to(string appToken)
    {
        var channel = Slack.Workspace.Create("releases");
        var message = Slack.Workspace.Add(channel, ts => new SlackMessage(channel.Id, ts, "x", Blocks));
        using var bolt = Start(appToken);
        var port = (int)(await NextAsync(bolt))["port"]!;
        Slack.RequestUrl = port == 0 ? null : new Uri($"http://127.0.0.1:{port}/");
        if (port == 0)
        {
            await Eventually.IsAsync(() => Slack.Sockets.Count > 0, "the app connects", TimeSpan.FromMinutes(1));
        }

        Assert.NotNull(await Slack.PressAsync("U0ANA", message, "rollouts.reject"));
        Assert.Equal("U0ANA", (string?)(await NextAsync(bolt))["user"]);
        Assert.True((bool)(await NextAsync(bolt))["opened"]!);

        Assert.NotNull(await Slack.SubmitAsync(Assert.Single(Slack.Workspace.Views()), "too slow"));
        Assert.Equal("too slow", (string?)(await NextAsync(bolt))["reason"]);
        Assert.Empty(Slack.Workspace.Views());

        var said = await Slack.TypeAsync("U0BEN", channel, "status", new Uri("http://127.0.0.1:9/"));
        Assert.Contains("you typed status", said, StringComparison.Ordinal);
        Assert.Equal("U0BEN", (string?)(await NextAsync(bolt))["user"]);

        bolt.StandardInput.Close();
        await bolt.WaitForExitAsync();
    }

    [Fact]
    public async Task A_trigger_opens_one_dialog_and_no_second()
    {
        var view = new
        {
            type = "modal",
            title = new { type = "plain_text", text = "t" },
            blocks = new[] { new { type = "section", text = new { type = "mrkdwn", text = "x" } } },
        };
        var trigger = Slack.Workspace.DrawTrigger("U0ANA");
        var answers = await CallAsync(
            Call("views.open", new { trigger_id = trigger, view }),
            Call("views.open", new { trigger_id = trigger, view })
        );
        Assert.Equal("exchanged_trigger_id", (string?)answers[1]["error"]);
    }

    private static JsonObject Button(string action) =>
        new()
        {
            ["type"] = "button",
            ["action_id"] = action,
            ["value"] = "r|0.1.0",
            ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = "x" },
        };

    private static string Call(string method, object arguments, string token = "xoxb-sandbox", int retries = 0) =>
        JsonSerializer.Serialize(
            new
            {
                method,
                token,
                retries,
                arguments,
            }
        );

    private async Task<JsonObject[]> CallAsync(params string[] calls) =>
        [.. (await NodeClient.RunAsync("slack-web.mjs", calls, Api)).Select(line => JsonNode.Parse(line)!.AsObject())];

    private Process Start(string appToken) =>
        Process.Start(
            new ProcessStartInfo(
                "node",
                [
                    Repository.PathOf("tests", "clients", "slack-bolt.mjs"),
                    Api,
                    Slack.SigningSecret,
                    Slack.Settings.BotToken,
                    appToken,
                ]
            )
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;

    private static async Task<JsonObject> NextAsync(Process bolt) =>
        JsonNode.Parse((await bolt.StandardOutput.ReadLineAsync())!)!.AsObject();
}
