using Microsoft.Extensions.DependencyInjection;
using Rollouts.Engine.Chat;
using Rollouts.Integrations.Chat;
using Rollouts.Sandbox.Slack;

namespace Rollouts.Api.Tests.Chat;

/// <summary>The slash command, from what is typed to the answer that its sender reads.</summary>
public sealed class SlackCommandTests : ChatTest
{
    private const string Managers = "release-managers";

    [Fact]
    public async Task The_help_is_for_all_and_every_other_command_for_persons_who_linked_their_accounts()
    {
        await TypeAsync(Ana, "");
        await ReadsAsync(Ana, "help: this text");
        await TypeAsync("U0GUEST", "list");
        await ReadsAsync("U0GUEST", "Guests decide nothing here");
        await TypeAsync(Ana, "list");
        var asked = await ReadsAsync(Ana, "is not linked");
        Assert.Equal("rollouts.open", (string?)SandboxSlack.Buttons(asked).Single()["action_id"]);
    }

    [Fact]
    public async Task A_rollout_is_listed_shown_and_approved_by_its_service()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Ana, message, Managers);

        await TypeAsync(Ana, "list");
        Assert.Contains(id, (await ReadsAsync(Ana, "Under way")).Blocks!.ToJsonString(), StringComparison.Ordinal);
        await TypeAsync(Ana, "status shop");
        var card = await ReadsAsync(Ana, "As it stands");
        Assert.Contains("rollouts.approve", SandboxSlack.Buttons(card).Select(button => (string?)button["action_id"]));

        await TypeAsync(Ana, "approve shop/staging the figures are good");
        await ReadsAsync(Ana, "Done: approve of shop v2 in staging");
        await ShowsAsync(id, "u0ana@example.com approved (the figures are good)");
        await IsAsync(id, "Succeeded");
        Assert.Single(Messages(), one => one.Thread is null && one.OnlyFor is null);

        await TypeAsync(Ana, "approve shop");
        await ReadsAsync(Ana, "No rollout of 'shop' is under way");
        await TypeAsync(Ana, $"roll back {id} too late");
        await ReadsAsync(Ana, "This rollout has ended: Succeeded");
    }

    [Fact]
    public async Task A_command_that_is_worked_on_late_does_not_decide_on_a_release_of_later()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Ana, message, Managers);

        var typedAt = Instant.From(DateTimeOffset.UtcNow);
        (await Administrator.PostAsync($"rollouts/{id}/rollback", new { reason = "no" })).Is(200);
        await IsAsync(id, "RolledBack");
        var later = await StartAsync(version: "v3");
        await ShowsAsync(later, "0 of 1 approvals");

        // As a process leaves it that ended between the acknowledgement and the decision.
        var team = new ConnectionName("team");
        var inboxes = Host.Services.GetRequiredService<ChatInboxes>();
        var typed = new ChatEvent.Typed(
            new ChatUser(SlackSettings.Workspace, Ana),
            "typed-before",
            "approve shop/staging the figures are good",
            new Uri(Sandbox.Endpoints["slack"], "nowhere")
        );
        Assert.True(await inboxes.ReceiveAsync(team, typed.Key, typed with { ReceivedAt = typedAt }, default));
        await Eventually.IsAsync(
            async () => (await inboxes.WaitingAsync(team, default)).Count == 0,
            "the command is worked on",
            Patience
        );
        Assert.Equal("Running", (string?)(await RolloutAsync(later))["status"]);
        await ShowsAsync(later, "0 of 1 approvals");

        // The same command of now is for this release.
        Assert.True(
            await inboxes.ReceiveAsync(
                team,
                "typed-now",
                typed with
                {
                    Key = "typed-now",
                    ReceivedAt = Instant.From(DateTimeOffset.UtcNow),
                },
                default
            )
        );
        await IsAsync(later, "Succeeded");
    }

    [Fact]
    public async Task A_rejection_needs_a_reason_and_a_rollback_the_permission()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Ana, message, Managers);
        await LinkAsync(Ben, message, "staff");
        await TypeAsync(Ana, "reject shop");
        await ReadsAsync(Ana, "Nothing was done");
        await TypeAsync(Ben, "rollback shop it looks odd");
        await ReadsAsync(Ben, "needs the permission 'roll-back'");
        Assert.Equal("Running", (string?)(await RolloutAsync(id))["status"]);

        await TypeAsync(Ana, "reject shop the prices are wrong");
        await ShowsAsync(id, "u0ana@example.com rejected (the prices are wrong)");
        await IsAsync(id, "RolledBack");
    }

    [Fact]
    public async Task An_operator_pauses_resumes_and_freezes()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Cleo, message, "sre");
        await TypeAsync(Cleo, "pause shop");
        await IsAsync(id, "Paused");
        await TypeAsync(Cleo, "resume shop");
        await ReadsAsync(Cleo, "Done: resume");
        await TypeAsync(Cleo, "freeze staging sale 2h no changes during the sale");
        await ReadsAsync(Cleo, "staging is frozen until");
        var freezes = (await Administrator.GetAsync("freezes/staging")).Is(200).Text;
        Assert.Contains("no changes during the sale", freezes, StringComparison.Ordinal);
        await TypeAsync(Cleo, "freeze nowhere sale no changes");
        await ReadsAsync(Cleo, "there is no such environment");
        await TypeAsync(Cleo, "dance");
        await ReadsAsync(Cleo, "There is no command 'dance'");
    }

    private async Task TypeAsync(string user, string text) =>
        Assert.NotNull(await Slack.TypeAsync(user, Channel, text, Sandbox.Endpoints["slack"].AbsoluteUri));
}
