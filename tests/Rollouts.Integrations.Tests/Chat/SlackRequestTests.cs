using System.Text;
using Rollouts.Integrations.Chat;
using Rollouts.Integrations.Chat.Slack;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Tests.Chat;

/// <summary>What comes in from Slack: by the example of its documentation, and as the sandbox sends it.</summary>
public sealed class SlackRequestTests : SlackTest
{
    // https://docs.slack.dev/authentication/verifying-requests-from-slack
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const long At = 1531420618;
    private const string Signed = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    private const string Body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
        + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    [Fact]
    public void Signs_as_the_documentation_does() =>
        Assert.Equal(Signed, SlackSignature.Of(Secret, At, Encoding.UTF8.GetBytes(Body)));

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public async Task Takes_a_request_within_five_minutes_on_both_sides(int secondsLater, bool isTaken) =>
        Assert.Equal(isTaken, await IsTakenAsync(Request(Body, At.ToString(), Signed), secondsLater));

    [Theory]
    [InlineData(Body + " ", "1531420618", Signed)]
    [InlineData(Body, "1531420619", Signed)]
    [InlineData(Body, "1531420618", "")]
    [InlineData(Body, "1531420618", null)]
    [InlineData(Body, null, Signed)]
    [InlineData(Body, "1531420618 ", Signed)]
    [InlineData(Body, "1531420618", "V0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData(Body, "1531420618", "v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503")]
    public async Task Refuses_a_request_that_was_changed(string body, string? at, string? signature) =>
        Assert.False(await IsTakenAsync(Request(body, at, signature), 0));

    [Fact]
    public async Task Takes_both_secrets_while_they_are_changed()
    {
        var chat = Chat("of tomorrow", $", previousSigningSecret: {{ file: '{Folder.Write("old", Secret)}' }}");
        Assert.True(await IsTakenAsync(chat, Request(Body, At.ToString(), Signed), 0));
        var tomorrow = SlackSignature.Of("of tomorrow", At, Encoding.UTF8.GetBytes(Body));
        Assert.True(await IsTakenAsync(chat, Request(Body, At.ToString(), tomorrow), 0));
        Assert.False(await IsTakenAsync(chat, Request(Body, At.ToString(), Signed.Replace('a', 'b')), 0));
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_proves_nothing_either_way()
    {
        var chat = Chat(Secret);
        File.Delete(Folder.Write("secret", Secret));
        var answer = await chat.ComplaintAsync(
            Request(Body, At.ToString(), Signed),
            DateTimeOffset.FromUnixTimeSeconds(At),
            default
        );
        Assert.IsType<Answer<string?>.Failed>(answer);
    }

    [Fact]
    public async Task Bolt_takes_what_is_signed_here_and_refuses_what_is_refused_here()
    {
        (long Now, string Signature, string Body)[] requests =
        [
            (At, Signed, Body),
            (At + 299, Signed, Body),
            (At + 301, Signed, Body),
            (At, Signed, Body + "x"),
            (At, SlackSignature.Of("another", At, Encoding.UTF8.GetBytes(Body)), Body),
            (At, SlackSignature.Of(Secret, At, "payload=%7B%22ä%22%3A1%7D"u8), "payload=%7B%22ä%22%3A1%7D"),
        ];
        var said = await NodeClient.RunAsync(
            "slack-verify.mjs",
            requests.Select(one =>
                System.Text.Json.JsonSerializer.Serialize(
                    new
                    {
                        secret = Secret,
                        now = one.Now,
                        timestamp = At,
                        signature = one.Signature,
                        body = one.Body,
                    }
                )
            )
        );
        List<bool> ours = [];
        foreach (var (now, signature, body) in requests)
        {
            ours.Add(await IsTakenAsync(Request(body, At.ToString(), signature), (int)(now - At)));
        }

        Assert.Equal(said.Select(line => line == "genuine"), ours);
    }

    [Fact]
    public void Reads_a_press_and_knows_it_again()
    {
        var press = Assert.IsType<ChatEvent.Press>(Read(Pressed()));
        Assert.Equal(new ChatUser("T1", "U1"), press.By);
        Assert.Equal((ChatAction.Approve, new ChatSubject("r", "0.3.0")), (press.Action, press.Subject));
        Assert.Equal(new ChatPlace("C1", "1.2"), press.Place);
        Assert.Equal(press.Key, Assert.IsType<ChatEvent.Press>(Read(Pressed())).Key);
        Assert.NotEqual(press.Key, Assert.IsType<ChatEvent.Press>(Read(Pressed(at: "9.9"))).Key);
        Assert.NotEqual(press.Key, Assert.IsType<ChatEvent.Press>(Read(Pressed(user: "U2"))).Key);
    }

    [Fact]
    public void Takes_the_workspace_of_the_account_and_not_of_the_channel() =>
        Assert.Equal("T2", Assert.IsType<ChatEvent.Press>(Read(Pressed(team: "T2"))).By.Workspace);

    [Theory]
    [InlineData("")]
    [InlineData("payload=")]
    [InlineData("payload=null")]
    [InlineData("payload={")]
    [InlineData("payload=%7B%22type%22%3A%22block_actions%22%7D")]
    [InlineData("payload=%7B%22type%22%3A%22block_actions%22%2C%22actions%22%3A%5B1%5D%7D")]
    [InlineData(
        "payload=%7B%22type%22%3A%22view_submission%22%2C%22view%22%3A%7B%22callback_id%22%3A%22rollouts.reject%22%7D%7D"
    )]
    [InlineData("payload=%7B%22type%22%3A1%2C%22type%22%3A2%7D")]
    public void Says_so_if_a_request_cannot_be_read(string body) => Assert.IsNotType<ChatEvent.Press>(Read(body));

    [Fact]
    public void Answers_the_challenge_of_an_address() =>
        Assert.Equal(
            new ChatEvent.Challenge("3eZbrw1a"),
            SlackRequests.Read("application/json", """{"type":"url_verification","challenge":"3eZbrw1a"}"""u8)
        );

    private static string Pressed(string user = "U1", string team = "T1", string at = "3.4")
    {
        var payload = $$"""
            {"type":"block_actions","team":{"id":"T1"},"user":{"id":"{{user}}","team_id":"{{team}}"},
            "channel":{"id":"C1"},"container":{"message_ts":"1.2"},"trigger_id":"t",
            "actions":[{"action_id":"rollouts.approve","value":"r|0.3.0","action_ts":"{{at}}"}]}
            """;
        return "payload=" + Uri.EscapeDataString(payload);
    }

    private static ChatEvent Read(string body) =>
        SlackRequests.Read("application/x-www-form-urlencoded", Encoding.UTF8.GetBytes(body));

    private static ChatRequest Request(string body, string? at, string? signature) =>
        new(
            name =>
                name == "X-Slack-Request-Timestamp" ? at
                : name == "X-Slack-Signature" ? signature
                : null,
            Encoding.UTF8.GetBytes(body)
        );

    private IInteractiveChat Chat(string secret, string more = "")
    {
        Slack.SigningSecret = secret;
        return Connect(more: more);
    }

    private Task<bool> IsTakenAsync(ChatRequest request, int secondsLater) =>
        IsTakenAsync(Chat(Secret), request, secondsLater);

    private static async Task<bool> IsTakenAsync(IInteractiveChat chat, ChatRequest request, int secondsLater)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(At + secondsLater);
        var answer = await chat.ComplaintAsync(request, now, default);
        Assert.True(answer.TryGet(out var complaint, out var fault), fault?.Message);
        return complaint is null;
    }
}
