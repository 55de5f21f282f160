using System.Globalization;
using System.Text.Json.Nodes;
using Rollouts.Api.Tests.SignIn;
using Rollouts.Sandbox.Slack;

namespace Rollouts.Api.Tests.Chat;

/// <summary>
/// The API with a worker, the Slack of the sandbox, and persons whom a provider vouches for: what a release manager
/// sees and presses.
/// </summary>
public abstract class ChatTest : StubTest
{
    internal const string Ana = "U0ANA";
    internal const string Ben = "U0BEN";
    internal const string Cleo = "U0CLEO";

    /// <summary>Other processes run beside the tests.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<Browser> _browsers = [];

    protected override bool Works => true;

    protected override string Roles =>
        """
                viewer: [staff]
                administrator: [admins]
                approver: [release-managers]
                operator: [sre]
            """;

    protected override string Connections =>
        $$"""
              team:
                slack:
                  token: { file: {{Folder.Write("slack-token", Slack.Settings.BotToken)}} }
                  signingSecret: { file: {{Folder.Write("slack-secret", Slack.SigningSecret)}} }
                  previousSigningSecret: { file: {{Folder.Write("slack-previous", "of yesterday")}} }
                  workspace: {{SlackSettings.Workspace}}
                  dashboard: {{Listen}}
                  api: {{new Uri(Sandbox.Endpoints["slack"], "api")}}
            {{More}}

            """;

    /// <summary>Further keys of the connection.</summary>
    protected virtual string More => "";

    internal SandboxSlack Slack => Sandbox.Slack;

    internal SlackChannel Channel => Slack.Workspace.Create("releases");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _ = Channel;
        Slack.RequestUrl = new Uri($"{Address}/chat/team/");
    }

    public override async Task DisposeAsync()
    {
        _browsers.ForEach(browser => browser.Dispose());
        await base.DisposeAsync();
    }

    /// <summary>What a test has otherwise in its plan.</summary>
    internal Func<string, string> Change { get; set; } = plan => plan;

    /// <summary>A release that needs so many approvals before it begins to move.</summary>
    internal async Task<string> StartAsync(int approvals = 1, string version = "v2", params string[] authors)
    {
        var plan =
            Releases.Plan.Replace(
                "approve: { from: [release-managers],",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"approve: {{ from: [release-managers], count: {approvals},"
                ),
                StringComparison.Ordinal
            ) + "tell: { slack: '#releases' }\n";
        plan = Change(plan);
        Answer? started = null;
        await Eventually.IsAsync(
            async () =>
            {
                started = await Administrator.PostAsync(
                    "rollouts",
                    new
                    {
                        service = "shop",
                        environment = "staging",
                        version,
                        reason = "a test",
                        plan,
                        authors,
                    }
                );

                // A busy machine may keep the sandbox's router from answering in time.
                return !started.Text.Contains("service.router-unreadable", StringComparison.Ordinal);
            },
            "the router answers",
            Patience
        );
        return started!.Is(201)["id"];
    }

    /// <summary>The message of a rollout, once it looks as it should.</summary>
    internal async Task<SlackMessage> ShowsAsync(string rollout, string text)
    {
        await Eventually.IsAsync(
            () => MessageOf(rollout)?.Blocks!.ToJsonString().Contains(text, StringComparison.Ordinal) == true,
            $"the message shows '{text}': {MessageOf(rollout)?.Blocks?.ToJsonString()}",
            Patience
        );
        return MessageOf(rollout)!;
    }

    internal SlackMessage? MessageOf(string rollout) =>
        Messages()
            .LastOrDefault(message =>
                message.OnlyFor is null
                && message.Thread is null
                && message.Blocks?.ToJsonString().Contains(rollout, StringComparison.Ordinal) == true
            );

    internal SlackMessage[] Messages() => Slack.Workspace.All()[0].Messages;

    /// <summary>What only a user reads, once it is there.</summary>
    internal async Task<SlackMessage> ReadsAsync(string user, string text)
    {
        await Eventually.IsAsync(
            () => Array.Exists(Messages(), Is),
            $"{user} reads '{text}': {string.Join('\n', Messages().Select(one => $"{one.OnlyFor}: {one.Text}"))}",
            Patience
        );
        return Array.FindLast(Messages(), Is)!;

        bool Is(SlackMessage one) => one.OnlyFor == user && one.Text.Contains(text, StringComparison.Ordinal);
    }

    /// <summary>A user presses, and presses again where a busy machine did not keep the press in time.</summary>
    internal Task PressAsync(string user, SlackMessage message, string action, int times = 1) =>
        Eventually.IsAsync(
            async () => await Slack.PressAsync(user, message, $"rollouts.{action}", times) is not null,
            $"the press of '{action}' is acknowledged",
            Patience
        );

    /// <summary>A user presses, is asked who they are, signs in and says that the account is theirs.</summary>
    internal async Task LinkAsync(string user, SlackMessage message, params string[] groups)
    {
        await PressAsync(user, message, "pause");
        var asked = await ReadsAsync(user, "is not linked");
        var address = new Uri((string)SandboxSlack.Buttons(asked).Single()["url"]!);
        await LinkAsync(user, address.PathAndQuery, groups);
    }

    internal async Task LinkAsync(string user, string path, params string[] groups)
    {
        var browser = new Browser(Listen);
        _browsers.Add(browser);
        await SignInAsync(browser, user, groups);
        var page = (await browser.GetAsync(path)).Is(200);
        Assert.Contains(user, page.Text, StringComparison.Ordinal);
        Assert.Contains("of the sandbox", page.Text, StringComparison.Ordinal);
        var linked = (await browser.SubmitAsync(page, ("mine", user))).Is(200).Text;
        Assert.Contains("is linked", linked, StringComparison.Ordinal);
    }

    internal async Task SignInAsync(Browser browser, string user, params string[] groups) =>
        (
            await ReturnAsync(
                browser,
                await BeginAsync(browser),
                claims =>
                {
                    claims["sub"] = user;
                    claims["email"] = $"{user.ToLowerInvariant()}@example.com";
                    claims["groups"] = groups;
                }
            )
        ).Is(303);

    internal async Task<JsonObject> RolloutAsync(string id) =>
        JsonNode.Parse((await Administrator.GetAsync($"rollouts/{id}")).Is(200).Text)!.AsObject();

    internal Task IsAsync(string id, string status) =>
        Eventually.IsAsync(
            async () => (string?)(await RolloutAsync(id))["status"] == status,
            $"the rollout is {status}",
            Patience
        );
}
