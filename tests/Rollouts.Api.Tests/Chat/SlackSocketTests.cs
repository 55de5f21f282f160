namespace Rollouts.Api.Tests.Chat;

/// <summary>Slack by Socket Mode: no request of Slack has to reach the service.</summary>
public sealed class SlackSocketTests : ChatTest
{
    private const string Managers = "release-managers";

    protected override string More =>
        $"      appToken: {{ file: {Folder.Write("slack-app-token", Slack.Settings.AppToken)} }}";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Slack.RequestUrl = null;
        await TwoAreOpenAsync();
    }

    [Fact]
    public async Task A_release_is_approved_through_it_and_a_redelivery_counts_once()
    {
        var id = await StartAsync(approvals: 2);
        var message = await ShowsAsync(id, "0 of 2 approvals");
        await LinkAsync(Ana, message, Managers);
        await LinkAsync(Ben, message, Managers);
        await PressAsync(Ana, message, "approve", times: 3);
        await ShowsAsync(id, "1 of 2 approvals*: u0ana@example.com");
        await PressAsync(Ben, message, "approve");
        await IsAsync(id, "Succeeded");
        Assert.DoesNotContain(Messages(), one => one.OnlyFor is not null && one.Text.Contains("has said yes already"));

        await Slack.TypeAsync(Ana, Channel, "list", Sandbox.Endpoints["slack"].AbsoluteUri);
        await ReadsAsync(Ana, "Nothing is under way");
        Assert.NotNull(await Slack.OpenHomeAsync(Ana));
        await Eventually.IsAsync(() => Slack.Workspace.Home(Ana) is not null, "the page is published", Patience);
    }

    [Fact]
    public async Task Connections_are_opened_anew_when_slack_asks_for_it()
    {
        await Slack.Sockets.RefreshAsync("refresh_requested", default);
        await Eventually.IsAsync(() => Slack.Sockets.Opened == 4, "two more connections", Patience);
        await TwoAreOpenAsync();
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await PressAsync(Ana, message, "approve");
        await ReadsAsync(Ana, "is not linked");
    }

    [Fact]
    public async Task A_process_that_stops_lets_the_next_one_hold_them_at_once()
    {
        await StartAgainAsync();
        await Eventually.IsAsync(() => Slack.Sockets.Opened == 4, "two more connections", Patience);
        await TwoAreOpenAsync();
    }

    private Task TwoAreOpenAsync() =>
        Eventually.IsAsync(() => Slack.Sockets.Count == 2, "two connections are open", Patience);
}
