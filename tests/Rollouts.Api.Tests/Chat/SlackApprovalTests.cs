using System.Text.Json.Nodes;
using Rollouts.Sandbox.Endpoints;
using Rollouts.Sandbox.Slack;

namespace Rollouts.Api.Tests.Chat;

/// <summary>Decisions in Slack, from the press of a button to the record of it.</summary>
public sealed class SlackApprovalTests : ChatTest
{
    private const string Managers = "release-managers";

    [Fact]
    public async Task Two_of_them_approve_and_the_message_shows_it_all_the_way()
    {
        var id = await StartAsync(approvals: 2);
        var message = await ShowsAsync(id, "0 of 2 approvals");
        await LinkAsync(Ana, message, Managers);
        await LinkAsync(Ben, message, Managers);

        await PressAsync(Ana, message, "approve", times: 3);
        await ShowsAsync(id, "1 of 2 approvals*: u0ana@example.com");
        await PressAsync(Ana, message, "approve");
        await ReadsAsync(Ana, "has said yes already");
        await PressAsync(Ben, message, "approve");
        await ShowsAsync(id, "u0ben@example.com approved");

        await IsAsync(id, "Succeeded");
        var end = await ShowsAsync(id, "It succeeded");
        Assert.Equal(message.Ts, end.Ts);
        Assert.Equal(["rollouts.open"], SandboxSlack.Buttons(end).Select(button => (string?)button["action_id"]));
        Assert.Equal(2, await CountAsync(id, "rollout.approved.v1"));
        await Eventually.IsAsync(
            () => Messages().Any(one => one.Thread == end.Ts && one.Text.Contains("SUCCEEDED")),
            "the thread tells the end",
            Patience
        );
        Assert.Single(Messages(), one => one.Thread is null && one.OnlyFor is null);
    }

    [Fact]
    public async Task Past_the_point_of_no_return_a_press_leads_to_the_dashboard()
    {
        Change = plan =>
            plan.Replace(
                "- approve: { from: [release-managers], count: 1, within: 1h, otherwise: rollBack }",
                "- pointOfNoReturn: { because: the column is gone, approve: { from: [release-managers] } }\n"
                    + "      - hold: 10m",
                StringComparison.Ordinal
            );
        var id = await StartAsync();
        var message = await ShowsAsync(id, "Before its point of no return: the column is gone");
        message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Ana, message, Managers);
        await PressAsync(Ana, message, "approve");
        message = await ShowsAsync(id, "Past its point of no return: the column is gone");

        await PressAsync(Ana, message, "rollback");

        await ReadsAsync(Ana, "has passed its point of no return");
        Assert.Equal("Running", (string?)(await RolloutAsync(id))["status"]);
    }

    [Fact]
    public async Task A_rejection_needs_a_reason_which_all_can_read()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Ana, message, Managers);
        await PressAsync(Ana, message, "reject");
        await Eventually.IsAsync(() => Slack.Workspace.Views().Count == 1, "the dialog opens", Patience);
        Assert.NotNull(await Slack.SubmitAsync(Slack.Workspace.Views()[0], "the prices are wrong"));

        await ShowsAsync(id, "u0ana@example.com rejected (the prices are wrong)");
        await IsAsync(id, "RolledBack");
    }

    [Theory]
    [InlineData("U0GUEST", "Guests decide nothing here")]
    [InlineData("U0ROBOT", "Only persons decide here")]
    [InlineData("U0STRANGER", "Only members of this workspace")]
    [InlineData("U0GONE", "This account was closed")]
    [InlineData("U0ANA", "is not linked to a person")]
    public async Task Others_get_a_private_refusal_and_the_rollout_waits_on(string user, string refusal)
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await PressAsync(user, message, "approve");
        var said = await ReadsAsync(user, refusal);
        Assert.Equal(user, said.OnlyFor);
        Assert.Equal("Running", (string?)(await RolloutAsync(id))["status"]);
        Assert.Equal(0, await CountAsync(id, "rollout.approved.v1"));
    }

    [Fact]
    public async Task A_person_outside_of_the_groups_is_refused_and_so_is_a_person_without_the_role()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Ana, message, "staff");
        await PressAsync(Ana, message, "approve");
        await ReadsAsync(Ana, "needs the permission");
        await LinkAsync(Ben, message, "admins");
        await PressAsync(Ben, message, "approve");
        await ReadsAsync(Ben, "is in none of the groups that are asked");
        Assert.Equal(0, await CountAsync(id, "rollout.approved.v1"));
    }

    [Fact]
    public async Task An_account_that_was_unlinked_decides_nothing()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Ana, message, Managers);
        var page = (await Administrator.GetAsync("/dashboard/access")).Is(200).Text;
        Assert.Contains($"/{Ana}/unlink", page, StringComparison.Ordinal);

        Assert.Equal(200, await UnlinkAsync($"{SlackSettings.Workspace}/{Ana}"));
        Assert.Equal(404, await UnlinkAsync($"{SlackSettings.Workspace}/{Ana}"));
        Assert.Equal(400, await UnlinkAsync("%00/..%2F..%2Fkeys"));
        Assert.Equal(404, await UnlinkAsync("T0/..%2F..%2Fkeys"));

        await PressAsync(Ana, message, "approve");
        await Eventually.IsAsync(
            () => Messages().Count(one => one.OnlyFor == Ana && one.Text.Contains("is not linked")) == 2,
            "the account is asked to be linked again",
            Patience
        );
        Assert.Equal(0, await CountAsync(id, "rollout.approved.v1"));
    }

    private async Task<int> UnlinkAsync(string account)
    {
        using var form = new FormUrlEncodedContent([new("reason", "a lost phone")]);
        return (
            await Administrator.SendAsync(HttpMethod.Post, $"/dashboard/access/chat-accounts/{account}/unlink", form)
        ).Status;
    }

    [Fact]
    public async Task The_loser_of_a_race_reads_who_was_first()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Ana, message, Managers);
        await LinkAsync(Ben, message, Managers);
        await Task.WhenAll(PressAsync(Ana, message, "approve"), PressAsync(Ben, message, "approve"));
        await Eventually.IsAsync(
            () => Whispers().Any(text => !text.Contains("is not linked")),
            "one of them is refused",
            Patience
        );
        var refused = Assert.Single(Whispers(), text => !text.Contains("is not linked"));
        Assert.Contains("through u0", refused, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(id, "rollout.approved.v1"));
    }

    [Fact]
    public async Task The_message_is_edited_after_a_decision_elsewhere_and_a_late_press_says_what_changed()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Ana, message, Managers);
        (await Administrator.PostAsync($"rollouts/{id}/rollback", new { reason = "no" })).Is(200);
        await IsAsync(id, "RolledBack");
        await ShowsAsync(id, "It was rolled back");
        await PressAsync(Ana, message, "approve");
        await ReadsAsync(Ana, "This rollout has ended: RolledBack");
        await PressAsync(Ana, message, "rollback");
        Assert.Equal("RolledBack", (string?)(await RolloutAsync(id))["status"]);
    }

    [Fact]
    public async Task An_outage_of_slack_delays_no_decision_and_loses_no_message()
    {
        Sandbox.Endpoint("slack")!.Mishaps.Plan = new MishapPlan(Failing: 1);
        var id = await StartAsync();
        await Eventually.IsAsync(
            async () => await CountAsync(id, "rollout.step-entered.v1") > 0,
            "it waits for approval",
            Patience
        );
        (await Administrator.PostAsync($"rollouts/{id}/rollback", new { reason = "no" })).Is(200);
        await IsAsync(id, "RolledBack");
        Assert.Empty(Messages());

        Sandbox.Endpoint("slack")!.Mishaps.Plan = new MishapPlan();
        await ShowsAsync(id, "It was rolled back");
        Assert.Single(Messages(), one => one.Thread is null);
    }

    [Fact]
    public async Task A_new_process_edits_the_message_and_does_not_post_it_again()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Ana, message, Managers);
        await StartAgainAsync();
        await PressAsync(Ana, message, "approve");
        var end = await ShowsAsync(id, "It succeeded");
        Assert.Equal(message.Ts, end.Ts);
        Assert.Single(Messages(), one => one.Thread is null && one.OnlyFor is null);
    }

    [Fact]
    public async Task A_message_that_was_deleted_is_posted_anew()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        Assert.True(Slack.Workspace.Delete(Channel, message.Ts));
        (await Administrator.PostAsync($"rollouts/{id}/rollback", new { reason = "no" })).Is(200);
        Assert.NotEqual(message.Ts, (await ShowsAsync(id, "It was rolled back")).Ts);
    }

    [Fact]
    public async Task Requests_of_others_are_refused_and_both_secrets_are_taken_while_they_change()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        Slack.SigningSecret = "of an attacker";
        Assert.Null(await Slack.PressAsync(Ana, message, "rollouts.approve"));
        Slack.SigningSecret = "of tomorrow";
        Folder.Write("slack-secret", "of tomorrow");
        await PressAsync(Ana, message, "approve");
        await ReadsAsync(Ana, "is not linked");
    }

    [Fact]
    public async Task A_link_is_made_for_one_account_and_by_the_person_who_signed_in()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await PressAsync(Ana, message, "approve");
        var asked = await ReadsAsync(Ana, "is not linked");
        var path = new Uri((string)SandboxSlack.Buttons(asked).Single()["url"]!).PathAndQuery;
        Assert.Contains("/sign-in?returnTo=", (await Browser.GetAsync(path)).Is(303).Headers["Location"]);
        (await Browser.GetAsync(path.Replace("code=", "code=A", StringComparison.Ordinal))).Is(400);
        await SignInAsync(Browser, Cleo, Managers);
        (await Browser.AskAsync(HttpMethod.Post, path, [new("csrf", "wrong")])).Is(403);

        // The address may be a forwarded one: nothing is linked unless the person confirms this account.
        var page = (await Browser.GetAsync(path)).Is(200);
        Assert.Contains("Ana of the sandbox @ana", page.Text, StringComparison.Ordinal);
        (await Browser.SubmitAsync(page)).Is(400);
        (await Browser.SubmitAsync(page, ("mine", Cleo))).Is(400);
        await PressAsync(Ana, message, "pause");
        Assert.Equal(0, await CountAsync(id, "rollout.paused.v1"));
    }

    private IEnumerable<string> Whispers() => Messages().Where(one => one.OnlyFor is not null).Select(one => one.Text);

    private async Task<int> CountAsync(string id, string kind)
    {
        var events = JsonNode.Parse((await Administrator.GetAsync($"rollouts/{id}/events")).Is(200).Text)!;
        return events.ToJsonString().Split(kind).Length - 1;
    }
}
