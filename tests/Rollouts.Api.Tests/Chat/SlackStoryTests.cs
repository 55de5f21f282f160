using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Sandbox.Endpoints;
using Rollouts.Sandbox.Slack;
using Rollouts.Storage;
using Rollouts.Storage.Outbox;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Tests.Chat;

/// <summary>Releases in Slack in the hours that go wrong: authors, deadlines, escalations, outages, crowds.</summary>
public sealed class SlackStoryTests : ChatTest
{
    private const string Managers = "release-managers";

    protected override string Sections =>
        base.Sections
        + $$"""
              authors:
                - { subject: {{Ana}}, logins: [ana-of-the-forge] }
            """;

    [Fact]
    public async Task An_author_is_refused_privately_and_another_person_approves()
    {
        Change = plan => plan.Replace("within: 1h,", "within: 1h, notBy: author,", StringComparison.Ordinal);
        var id = await StartAsync(authors: "ana-of-the-forge");
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Ana, message, Managers);
        await PressAsync(Ana, message, "approve");
        await ReadsAsync(Ana, "made or started this release");
        Assert.Equal("Running", (string?)(await RolloutAsync(id))["status"]);
        await LinkAsync(Ben, message, Managers);
        await PressAsync(Ben, message, "approve");
        await IsAsync(id, "Succeeded");
    }

    [Fact]
    public async Task Without_an_answer_it_rolls_back_and_the_message_says_so()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "without an answer it rolls back");
        ClockAhead = TimeSpan.FromHours(2);
        await StartAgainAsync();
        await IsAsync(id, "RolledBack");
        var end = await ShowsAsync(id, "It was rolled back");
        Assert.Equal(message.Ts, end.Ts);
        Assert.DoesNotContain("rollouts.approve", end.Blocks!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_escalation_shows_the_release_in_a_further_channel_to_its_end()
    {
        var leads = Slack.Workspace.Create("release-leads");
        Change = plan =>
            plan.Replace(
                "within: 1h,",
                "within: 1h, escalate: [{ after: 1s, notify: '#release-leads' }],",
                StringComparison.Ordinal
            );
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await ShowsThereAsync("0 of 1 approvals");
        await LinkAsync(Ana, message, "staff");
        await PressAsync(Ana, (await ShowsThereAsync("0 of 1 approvals")), "approve");
        await ReadsThereAsync("needs the permission");

        await LinkAsync(Ben, message, Managers);
        await PressAsync(Ben, await ShowsThereAsync("0 of 1 approvals"), "approve");
        await IsAsync(id, "Succeeded");
        await ShowsThereAsync("It succeeded");
        await ShowsAsync(id, "It succeeded");

        async Task<SlackMessage> ShowsThereAsync(string text)
        {
            await Eventually.IsAsync(() => Head()?.Blocks!.ToJsonString().Contains(text) == true, text, Patience);
            return Head()!;
        }

        Task ReadsThereAsync(string text) =>
            Eventually.IsAsync(
                () => There().Any(one => one.OnlyFor == Ana && one.Text.Contains(text)),
                $"{Ana} reads '{text}'",
                Patience
            );

        SlackMessage? Head() => There().LastOrDefault(one => one.Thread is null && one.OnlyFor is null);

        SlackMessage[] There() => Slack.Workspace.All().Single(one => one.Channel == leads).Messages;
    }

    [Fact]
    public async Task Requests_that_still_arrive_after_the_end_are_told_in_the_channel()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await IsAsync(id, "Running");
        (await Administrator.PostAsync($"rollouts/{id}/rollback", new { reason = "no" })).Is(200);
        await ShowsAsync(id, "It was rolled back");

        const string warning = "URGENT: requests still reach 'v2'";
        var told = new Message(
            StreamName.Of(new RolloutId(Guid.Parse(id))),
            "slack/#releases",
            "still serving main",
            "StillServing",
            new JsonObject { ["text"] = warning }.ToJsonString()
        );
        await Host
            .Services.GetRequiredService<IStreamStore>()
            .CommitAsync([new Commit { Writes = [], Messages = [told] }], default);

        await Eventually.IsAsync(
            () => Messages().Any(one => one.Thread == message.Ts && one.IsBroadcast && one.Text.Contains(warning)),
            "the channel is warned",
            Patience
        );
    }

    [Fact]
    public async Task After_twelve_hours_a_person_signs_in_again_before_the_next_decision()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Ana, message, Managers);
        ClockAhead = Slack.ClockAhead = TimeSpan.FromHours(13);
        await StartAgainAsync();
        await PressAsync(Ana, message, "rollback");
        var asked = await ReadsAsync(Ana, "more than 12 hours old");
        Assert.EndsWith("/sign-in", (string?)SandboxSlack.Buttons(asked).Single()["url"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_secrets_are_taken_while_they_change_and_the_old_one_no_longer_than_that()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        Slack.SigningSecret = "of yesterday";
        await PressAsync(Ana, message, "approve");
        await ReadsAsync(Ana, "is not linked");
        Folder.Write("slack-previous", "of the day before");
        Assert.Null(await Slack.PressAsync(Ana, message, "rollouts.approve"));
        Slack.SigningSecret = Slack.Settings.SigningSecret;
        await PressAsync(Ana, message, "approve");
    }

    [Fact]
    public async Task A_press_is_not_lost_if_the_process_ends_before_the_decision()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Ana, message, Managers);

        // Slack does not say who presses, so that the decision waits. The press is acknowledged all the same.
        Sandbox.Endpoint("slack")!.Mishaps.Plan = new MishapPlan(LatencyMilliseconds: 300_000);
        await PressAsync(Ana, message, "approve");
        await StopAsync();
        Sandbox.Endpoint("slack")!.Mishaps.Plan = new MishapPlan();
        await StartAgainAsync();
        await IsAsync(id, "Succeeded");
        await ShowsAsync(id, "u0ana@example.com approved");
    }

    [Fact]
    public async Task The_trace_of_a_decision_holds_no_call_of_slack()
    {
        var id = await StartAsync();
        var message = await ShowsAsync(id, "0 of 1 approvals");
        await LinkAsync(Ana, message, Managers);
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        Sandbox.Endpoint("slack")!.Mishaps.Plan = new MishapPlan(Failing: 1);
        (await Administrator.PostAsync($"rollouts/{id}/rollback", new { reason = "no" })).Is(200);
        await IsAsync(id, "RolledBack");

        var decision = Assert.Single(spans, span => span.OperationName == "RollBackRollout");
        Assert.Contains(decision.TagObjects, tag => (string?)tag.Value == "done");
        var port = $":{Sandbox.Endpoints["slack"].Port}/";
        Assert.DoesNotContain(
            spans.Where(span => span.TraceId == decision.TraceId),
            span => span.TagObjects.Any(tag => tag.Value?.ToString()?.Contains(port, StringComparison.Ordinal) == true)
        );
        Assert.DoesNotContain("rolled back", MessageOf(id)!.Blocks!.ToJsonString(), StringComparison.Ordinal);
        Sandbox.Endpoint("slack")!.Mishaps.Plan = new MishapPlan();
        await ShowsAsync(id, "It was rolled back");
    }

    [Fact]
    public async Task In_busy_hours_releases_that_need_no_person_share_one_message()
    {
        var first = await StartAsync();
        await ShowsAsync(first, "0 of 1 approvals");
        List<string> queued = [];
        for (var i = 0; i < 25; i++)
        {
            queued.Add(await StartAsync(version: $"v{i + 3}"));
        }

        foreach (var id in queued)
        {
            await Administrator.PostAsync($"rollouts/{id}/rollback", new { reason = "too many" });
        }

        await Eventually.IsAsync(
            () => Messages().Any(one => one.Text.Contains("rollouts since", StringComparison.Ordinal)),
            "a digest stands for the rest",
            Patience
        );
        Assert.Equal(0, Slack.Pacing.Refused);
        Assert.Single(Messages(), one => one.Text.Contains("rollouts since", StringComparison.Ordinal));
        await ShowsAsync(first, "0 of 1 approvals");
    }
}
