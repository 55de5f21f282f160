using System.Text.Json;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Notify.Webhook;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Tests.Notify.Webhook;

/// <summary>Signed requests to a hook that an administrator has connected.</summary>
public sealed class WebhookPeerTests : IAsyncLifetime
{
    private static readonly Address Hook = new Address.Connected(new ConnectionName("smoke"));

    private readonly TempFolder _folder = new();
    private WebhookReceiver _receiver = null!;

    public async Task InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync();
        _folder.Write("first", Signed.First + "\n");
        _folder.Write("second", Signed.Second);
    }

    public async Task DisposeAsync()
    {
        await _receiver.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Are_genuine_to_the_official_library_with_the_old_secret_and_the_new_one()
    {
        using var webhooks = Open($"{{ file: '{_folder["first"]}' }}, {{ file: '{_folder["second"]}' }}");

        var answer = await webhooks.PostAsync(Hook, body: "{\"text\":\"ünïcödé\"}");

        Assert.True(answer.TryGet(out _, out var fault), fault?.Message);
        var call = Assert.Single(_receiver.Calls);
        Assert.Equal("application/json; charset=utf-8", call.Headers["content-type"]);
        Assert.Equal(
            ["genuine", "genuine", "No matching signature found", "No matching signature found"],
            await NodeClient.RunAsync(
                "verify-webhook.mjs",
                [
                    Line(Signed.First, call),
                    Line(Signed.Second, call),
                    Line("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", call),
                    Line(Signed.First, call with { Body = call.Body + " " }),
                ]
            )
        );
    }

    [Fact]
    public async Task Take_up_a_new_secret_by_themselves_and_keep_their_identity_when_repeated()
    {
        using var webhooks = Open($"{{ file: '{_folder["first"]}' }}");

        await webhooks.PostAsync(Hook, "msg_7");
        _folder.Write("first", Signed.Second);
        await webhooks.PostAsync(Hook, "msg_7");

        Assert.Equal(["msg_7", "msg_7"], _receiver.Calls.Select(call => call.Id));
        Assert.Equal(
            ["genuine", "genuine"],
            await NodeClient.RunAsync(
                "verify-webhook.mjs",
                [Line(Signed.First, _receiver.Calls[0]), Line(Signed.Second, _receiver.Calls[1])]
            )
        );
    }

    [Fact]
    public async Task Carry_what_the_hook_asks_for_beside_the_signature()
    {
        _folder.Write("token", "t-1");
        using var webhooks = Open(
            $"{{ file: '{_folder["first"]}' }}",
            $", bearer: {{ file: '{_folder["token"]}' }}, headers: {{ X-Team: shop }}"
        );

        await webhooks.PostAsync(Hook);

        Assert.Equal("Bearer t-1", _receiver.Calls[0].Headers["authorization"]);
        Assert.Equal("shop", _receiver.Calls[0].Headers["x-team"]);
        Assert.Equal("/smoke?a=%7Bversion%7D", _receiver.Calls[0].Path);
    }

    [Theory]
    [InlineData(null, "is not there")]
    [InlineData("hunter2", "cannot sign")]
    public async Task Are_not_sent_without_a_signature(string? secret, string why)
    {
        if (secret is not null)
        {
            _folder.Write("third", secret);
        }

        using var webhooks = Open($"{{ file: '{_folder["first"]}' }}, {{ file: '{_folder["third"]}' }}");

        var fault = Signed.FaultOf(await webhooks.PostAsync(Hook));

        Assert.Equal(FaultKind.Denied, fault.Kind);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_receiver.Calls);
    }

    [Fact]
    public void Have_no_address_where_there_is_nothing_to_sign_with_or_no_such_hook()
    {
        using var webhooks = Signed.Open("connections: { smoke: { hook: { address: 'http://ci.internal/' } } }");

        Assert.Equal(FaultKind.Denied, Refusal(Hook).Kind);
        Assert.Equal(FaultKind.Denied, Refusal(new Address.Url("https://ci.example.com/")).Kind);
        Assert.Equal(FaultKind.NotFound, Refusal(new Address.Connected(new ConnectionName("other"))).Kind);

        Fault Refusal(Address address)
        {
            Assert.False(webhooks.Of(address).TryGet(out _, out var fault));
            return fault;
        }
    }

    [Theory]
    [InlineData(302, FaultKind.Refused)]
    [InlineData(400, FaultKind.Refused)]
    [InlineData(401, FaultKind.Denied)]
    [InlineData(404, FaultKind.NotFound)]
    [InlineData(410, FaultKind.Gone)]
    [InlineData(429, FaultKind.Throttled)]
    [InlineData(500, FaultKind.Broken)]
    public async Task Fail_with_any_status_but_2xx_and_follow_no_redirect(int status, FaultKind kind)
    {
        _receiver.Answer = (context, _) =>
        {
            context.Response.Headers.Location = "/elsewhere";
            return WebhookReceiver.SayAsync(context, status, "for a reason", TimeSpan.FromSeconds(90));
        };
        using var webhooks = Open($"{{ file: '{_folder["first"]}' }}");

        var fault = Signed.FaultOf(await webhooks.PostAsync(Hook));

        Assert.Equal((kind, TimeSpan.FromSeconds(90)), (fault.Kind, fault.RetryAfter));
        Assert.Equal("/smoke?a=%7Bversion%7D", Assert.Single(_receiver.Calls).Path);
    }

    [Fact]
    public async Task Read_no_more_of_an_answer_than_was_agreed()
    {
        _receiver.Answer = async (context, _) =>
        {
            var page = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(page);
            }
        };
        using var webhooks = Open($"{{ file: '{_folder["first"]}' }}");

        Assert.Equal(FaultKind.Unusable, Signed.FaultOf(await webhooks.PostAsync(Hook)).Kind);

        Assert.True(webhooks.Of(Hook).TryGet(out var peer, out _));
        var unread = await peer.PostAsync(new WebhookCall("msg_1", "{}", _ => null), mostBytes: 0, default);
        Assert.True(unread.TryGet(out _, out var fault), fault?.Message);
    }

    [Fact]
    public async Task End_where_the_other_side_never_answers()
    {
        _receiver.Answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        using var webhooks = Open($"{{ file: '{_folder["first"]}' }}", around: new AdapterContext(new HurriedClock()));

        Assert.Equal(FaultKind.TimedOut, Signed.FaultOf(await webhooks.PostAsync(Hook)).Kind);
    }

    [Fact]
    public async Task Fail_where_nobody_listens()
    {
        using var webhooks = Open($"{{ file: '{_folder["first"]}' }}");
        await _receiver.DisposeAsync();

        Assert.Equal(FaultKind.Unreachable, Signed.FaultOf(await webhooks.PostAsync(Hook)).Kind);
    }

    private Webhooks Open(string secrets, string more = "", AdapterContext? around = null) =>
        Signed.Open(
            $$"""
            connections:
              smoke: { hook: { address: '{{_receiver.Address}}smoke?a={version}', secrets: [{{secrets}}]{{more}} } }
            """,
            around
        );

    private static string Line(string secret, ReceivedCall call) =>
        JsonSerializer.Serialize(
            new
            {
                secret,
                headers = call.Headers,
                body = call.Body,
            }
        );
}
