using Rollouts.Sandbox.Slack;

namespace Rollouts.Api.Tests.Chat;

/// <summary>The page of the app, and links to the dashboard in messages of persons.</summary>
public sealed class SlackHomeTests : ChatTest
{
    private const string Managers = "release-managers";

    [Fact]
    public async Task The_page_shows_what_waits_for_its_reader_and_changes_by_itself()
    {
        await OpenHomeAsync(Ana);
        await HomeShowsAsync(Ana, "is not linked to a person");
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Ana, message, Managers);
        await LinkAsync(Ben, message, "staff");
        await OpenHomeAsync(Ana);
        await HomeShowsAsync(Ana, "One release waits for you");
        await OpenHomeAsync(Ben);
        await HomeShowsAsync(Ben, "Nothing waits for you");

        Assert.NotNull(await Slack.PressHomeAsync(Ana, "rollouts.approve"));
        await IsAsync(id, "Succeeded");
        await HomeShowsAsync(Ana, "Nothing waits for you");
        var again = await StartAsync(version: "v3");
        await ShowsAsync(again, "0 of 1 approvals");
        await HomeShowsAsync(Ana, again);
    }

    [Fact]
    public async Task A_refusal_of_the_page_comes_as_a_message_to_its_reader()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Ana, message, Managers);
        await OpenHomeAsync(Ana);
        await HomeShowsAsync(Ana, id);
        Assert.Equal(200, await UnlinkAsync(Ana));
        Assert.NotNull(await Slack.PressHomeAsync(Ana, "rollouts.approve"));
        await Eventually.IsAsync(
            () =>
                Slack
                    .Workspace.All()
                    .Where(one => one.Channel.Name == "@ana")
                    .SelectMany(one => one.Messages)
                    .Any(one => one.Text.Contains("is not linked", StringComparison.Ordinal)),
            "a message to the reader",
            Patience
        );
        Assert.Equal("Running", (string?)(await RolloutAsync(id))["status"]);
    }

    private async Task<int> UnlinkAsync(string account)
    {
        using var form = new FormUrlEncodedContent([new("reason", "a lost phone")]);
        var path = $"/dashboard/access/chat-accounts/{SlackSettings.Workspace}/{account}/unlink";
        return (await Administrator.SendAsync(HttpMethod.Post, path, form)).Status;
    }

    [Fact]
    public async Task A_shared_link_shows_the_release_as_it_stands_to_its_end()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Ana, message, Managers);
        var link = new Uri($"{Listen}/dashboard/rollouts/{id}");
        var strange = await Slack.ShareAsync("U0BEN", Channel, link);
        var shared = await Slack.ShareAsync(Ana, Channel, link);
        await UnfurlShowsAsync(shared, "0 of 1 approvals");
        await PressAsync(Ana, message, "approve");
        await UnfurlShowsAsync(shared, "It succeeded");
        Assert.DoesNotContain("rollouts.pause", Unfurls(shared), StringComparison.Ordinal);
        Assert.Equal("", Unfurls(strange));
    }

    private async Task OpenHomeAsync(string user) => Assert.NotNull(await Slack.OpenHomeAsync(user));

    private Task HomeShowsAsync(string user, string text) =>
        Eventually.IsAsync(
            () => Slack.Workspace.Home(user)?.ToJsonString().Contains(text, StringComparison.Ordinal) == true,
            $"the page of {user} shows '{text}'",
            Patience
        );

    private Task UnfurlShowsAsync(SlackMessage message, string text) =>
        Eventually.IsAsync(
            () => Unfurls(message).Contains(text, StringComparison.Ordinal),
            $"the link shows '{text}'",
            Patience
        );

    private string Unfurls(SlackMessage message) =>
        Slack.Workspace.Find(Channel, message.Ts)?.Unfurls?.ToJsonString() ?? "";
}
