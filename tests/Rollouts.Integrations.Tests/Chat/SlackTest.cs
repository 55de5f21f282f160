using Rollouts.Domain.Connections;
using Rollouts.Integrations.Catalogues;
using Rollouts.Integrations.Chat;
using Rollouts.Integrations.Outside;
using Rollouts.Sandbox;
using Rollouts.Sandbox.Hosting;
using Rollouts.Sandbox.Slack;

namespace Rollouts.Integrations.Tests.Chat;

/// <summary>The Slack of a sandbox, connected as an administrator connects a workspace.</summary>
public abstract class SlackTest : IAsyncLifetime
{
    protected const string Channel = "#releases";

    internal static readonly ChatCard Card = new()
    {
        Rollout = new RolloutId(Guid.Parse("0198c0de-0000-7000-8000-00000000002a")),
        Position = "0.3.0",
        Title = "checkout v42 in prod",
        Status = "checkout v42 waits for approval at 25% of prod",
        Tone = ChatTone.Waiting,
        Share = Weight.Percent(25),
        Evidence = ["errors: healthy, 12 of 48,210 failed (0.02%), before 11 of 144,002"],
        Approval = new ChatApproval([new GroupName("release-managers")], 2, ["ana"]),
        Deadline = new ChatDeadline(new Instant(1_772_442_000_000_000), "it rolls back"),
        Decisions = ["ana approved"],
        Actions = [ChatAction.Approve, ChatAction.Reject, ChatAction.Pause, ChatAction.RollBack],
        Path = "dashboard/rollouts/0198c0de00007000800000000000002a",
    };

    private readonly List<IChatClient> _opened = [];

    private protected TempFolder Folder { get; } = new();

    private protected SandboxHost Sandbox { get; private set; } = null!;

    private protected SandboxSlack Slack => Sandbox.Slack;

    public virtual async Task InitializeAsync()
    {
        Sandbox = await SandboxHost.StartAsync(new SandboxSettings { RequestsPerSecond = 0 });
        Slack.Workspace.Create("releases");
    }

    public virtual async Task DisposeAsync()
    {
        _opened.ForEach(chat => chat.Dispose());
        await Sandbox.DisposeAsync();
        Folder.Dispose();
    }

    private protected IInteractiveChat Connect(
        string token = "xoxb-sandbox",
        string more = "",
        TimeProvider? clock = null
    )
    {
        var connection = Connected.Read(
            $"slack: {{ token: {{ file: '{Folder.Write($"token-{_opened.Count}", token)}' }}, "
                + $"signingSecret: {{ file: '{Folder.Write("secret", Slack.SigningSecret)}' }}, "
                + $"workspace: {SlackSettings.Workspace}, dashboard: 'https://rollouts.example.com', "
                + $"api: '{new Uri(Sandbox.Endpoints["slack"], "api")}'{more} }}"
        );
        var chat = Adapters.Open((Connection.Chat)connection, new AdapterContext(clock ?? TimeProvider.System));
        _opened.Add(chat);
        return Assert.IsAssignableFrom<IInteractiveChat>(chat);
    }

    private protected IReadOnlyList<SlackMessage> Messages() => [.. Slack.Workspace.All()[0].Messages];
}
