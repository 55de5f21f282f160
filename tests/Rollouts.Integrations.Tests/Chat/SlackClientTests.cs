using Rollouts.Integrations.Chat;
using Rollouts.Integrations.Outside;
using Rollouts.Sandbox.Endpoints;

namespace Rollouts.Integrations.Tests.Chat;

/// <summary>Messages of rollouts in a workspace that holds them to Slack's limits.</summary>
public sealed class SlackClientTests : SlackTest
{
    [Fact]
    public async Task Posts_a_message_and_changes_it_in_place()
    {
        var chat = Connect();
        var id = Got(await chat.PostAsync(Channel, Card, default));
        Assert.Null(await chat.UpdateAsync(id, Card with { Share = Weight.Full, Tone = ChatTone.Succeeded }, default));

        var message = Assert.Single(Messages());
        Assert.Equal((id.Id, 1), (message.Ts, message.Edits));
        Assert.Contains("100%", message.Blocks!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replies_in_the_thread_and_calls_the_group_that_is_asked()
    {
        var chat = Connect(more: ", mentions: { release-managers: S0MANAGERS }");
        var id = Got(await chat.PostAsync(Channel, Card, default));
        var reply = new ChatReply(["step 0.3.0: <!channel> wait"], [new GroupName("release-managers")], IsUrgent: true);
        Assert.Null(await chat.ReplyAsync(id, reply, default));

        var said = Messages()[1];
        Assert.Equal((id.Id, true), (said.Thread, said.IsBroadcast));
        Assert.Equal("<!subteam^S0MANAGERS>\nstep 0.3.0: &lt;!channel&gt; wait", said.Text);
    }

    [Fact]
    public async Task Shows_what_does_not_fit_in_part()
    {
        var hostile = new string('<', 5000) + string.Concat(Enumerable.Repeat("\U0001F680&*_`", 2000));
        var huge = Card with
        {
            Title = hostile,
            Status = hostile,
            Evidence = Enumerable.Repeat(hostile, 200).ToValueList(),
            Decisions = Enumerable.Repeat(hostile, 200).ToValueList(),
            Approval = new ChatApproval([new GroupName("a")], 9, Enumerable.Repeat(hostile, 9).ToValueList()),
            Deadline = new ChatDeadline(new Instant(0), hostile),
            Actions = Enum.GetValues<ChatAction>().ToValueList(),
        };
        var chat = Connect();
        var id = Got(await chat.PostAsync(Channel, huge, default));
        Assert.Null(await chat.ReplyAsync(id, new ChatReply([hostile], [], IsUrgent: false), default));
        var rows = Enumerable.Repeat(new ChatDigestRow(hostile, hostile, "dashboard"), 300).ToValueList();
        Got(await chat.PutDigestAsync(Channel, null, new ChatDigest(hostile, rows, 300), default));
    }

    [Theory]
    [InlineData("#nowhere", "xoxb-sandbox", FaultKind.NotFound, "channel_not_found")]
    [InlineData("#archived", "xoxb-sandbox", FaultKind.NotFound, "is_archived")]
    [InlineData("#private", "xoxb-sandbox", FaultKind.Broken, "not_in_channel")]
    [InlineData(Channel, "xoxb-of-another", FaultKind.Denied, "invalid_auth")]
    [InlineData(Channel, "xapp-sandbox", FaultKind.Denied, "not_allowed_token_type")]
    public async Task Tells_failures_apart(string channel, string token, FaultKind kind, string error)
    {
        Slack.Workspace.Create("archived").IsArchived = true;
        Slack.Workspace.Create("private").HasApp = false;
        var fault = Failed(await Connect(token).PostAsync(channel, Card, default));
        Assert.Equal(kind, fault.Kind);
        Assert.Contains(error, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_token_was_revoked()
    {
        Slack.IsRevoked = true;
        var fault = Failed(await Connect().PostAsync(Channel, Card, default));
        Assert.Equal(FaultKind.Denied, fault.Kind);
        Assert.Contains("token_revoked", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_message_was_deleted()
    {
        var chat = Connect();
        var id = Got(await chat.PostAsync(Channel, Card, default));
        Slack.Workspace.Delete(Slack.Workspace.Find(Channel)!, id.Id);
        Assert.Equal(FaultKind.Gone, (await chat.UpdateAsync(id, Card, default))?.Kind);
    }

    [Fact]
    public async Task Hears_how_long_to_wait()
    {
        var chat = Connect();
        Fault? fault = null;
        for (var i = 0; fault is null && i < 20; i++)
        {
            (await chat.PostAsync(Channel, Card, default)).TryGet(out _, out fault);
        }

        Assert.Equal(FaultKind.Throttled, fault?.Kind);
        Assert.InRange(fault!.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Says_that_slack_is_down()
    {
        Sandbox.Endpoint("slack")!.Mishaps.Plan = new MishapPlan(Failing: 1);
        Assert.Equal(FaultKind.Broken, Failed(await Connect().PostAsync(Channel, Card, default)).Kind);
    }

    [Theory]
    [InlineData("U0ANA", ChatStanding.Member)]
    [InlineData("U0GUEST", ChatStanding.Guest)]
    [InlineData("U0ROBOT", ChatStanding.Bot)]
    [InlineData("U0GONE", ChatStanding.Closed)]
    [InlineData("U0STRANGER", ChatStanding.Outsider)]
    public async Task Tells_members_from_others(string user, ChatStanding standing) =>
        Assert.Equal(
            standing,
            Got(
                await Connect().LookUpAsync(new ChatUser(Rollouts.Sandbox.Slack.SlackSettings.Workspace, user), default)
            ).Standing
        );

    [Fact]
    public async Task Takes_an_account_of_another_workspace_for_an_outsider() =>
        Assert.Equal(
            ChatStanding.Outsider,
            Got(await Connect().LookUpAsync(new ChatUser("T0OTHER", "U0ANA"), default)).Standing
        );

    [Theory]
    [InlineData("workspace: C0CHANNEL, dashboard: 'https://a.example'", "plan.bad-name")]
    [InlineData("workspace: T0TEAM, dashboard: 'ftp://a.example'", "plan.address-refused")]
    [InlineData("workspace: T0TEAM, dashboard: 'https://a.example', mentions: { a: U0USER }", "plan.bad-name")]
    [InlineData("dashboard: 'https://a.example'", "plan.missing-key")]
    public void Refuses_a_connection_that_cannot_work(string rest, string code) =>
        Assert.Equal([code], Connected.Codes($"slack: {{ token: {{ env: A }}, signingSecret: {{ env: B }}, {rest} }}"));

    private static T Got<T>(Answer<T> answer)
    {
        Assert.True(answer.TryGet(out var value, out var fault), fault?.Message);
        return value;
    }

    private static Fault Failed<T>(Answer<T> answer) => Assert.IsType<Answer<T>.Failed>(answer).Fault;
}
