using System.Net;
using Rollouts.Domain.Plans;
using Rollouts.Integrations.Notify.Webhook;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Tests.Notify.Webhook;

namespace Rollouts.Integrations.Tests.Outside.Http;

/// <summary>What an address in a plan may reach, whatever it looked like when the plan was read.</summary>
public sealed class GuardedConnectTests : IAsyncLifetime
{
    private readonly Queue<IPAddress[]> _answers = new();
    private readonly List<string> _resolved = [];
    private WebhookReceiver _receiver = null!;

    public async Task InitializeAsync()
    {
        Environment.SetEnvironmentVariable("ROLLOUTS_TEST_WEBHOOK_SECRET", Signed.First);
        _receiver = await WebhookReceiver.StartAsync();
    }

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("10.0.0.7")]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("100.100.100.200")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("64:ff9b::7f00:1")]
    public async Task Refuses_a_name_that_stands_for_a_private_address(string address)
    {
        _answers.Enqueue([IPAddress.Parse(address)]);

        var fault = Signed.FaultOf(await PostAsync("ci.example.com"));

        Assert.Equal(FaultKind.Refused, fault.Kind);
        Assert.Contains(address, fault.Message, StringComparison.Ordinal);
        Assert.Empty(_receiver.Calls);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:7f00:1]")]
    public async Task Refuses_a_private_address_in_any_form(string host)
    {
        Assert.Equal(FaultKind.Refused, Signed.FaultOf(await PostAsync(host)).Kind);

        Assert.Empty(_receiver.Calls);
        Assert.Empty(_resolved);
    }

    [Fact]
    public async Task Refuses_what_the_machine_itself_takes_for_local()
    {
        using var webhooks = Open("", TimeProviderOnly());

        var fault = Signed.FaultOf(await webhooks.PostAsync(Url("localhost")));

        Assert.Equal(FaultKind.Refused, fault.Kind);
        Assert.Empty(_receiver.Calls);
    }

    [Fact]
    public async Task Connects_to_the_very_address_that_it_has_looked_at()
    {
        // Whoever asks twice is told something else the second time.
        _answers.Enqueue([IPAddress.Parse("10.0.0.7"), IPAddress.Loopback]);
        _answers.Enqueue([IPAddress.Parse("10.0.0.7")]);

        var answer = await PostAsync("ci.example.com", "allow: [127.0.0.0/8]");

        Assert.True(answer.TryGet(out _, out var fault), fault?.Message);
        Assert.Single(_receiver.Calls);
        Assert.Equal(["ci.example.com"], _resolved);
    }

    [Theory]
    [InlineData("allow: [ci.example.com]", true)]
    [InlineData("allow: [CI.example.com]", true)]
    [InlineData("allow: [127.0.0.1]", true)]
    [InlineData("allow: [127.0.0.0/8]", true)]
    [InlineData("allow: [example.com]", false)]
    [InlineData("allow: [127.0.0.2, 10.0.0.0/8]", false)]
    public async Task Lets_through_what_an_administrator_allows_and_no_more(string allow, bool isAllowed)
    {
        _answers.Enqueue([IPAddress.Parse("::ffff:127.0.0.1")]);

        var answer = await PostAsync("ci.example.com", allow);

        Assert.Equal(isAllowed, answer.TryGet(out _, out _));
        Assert.Equal(isAllowed ? 1 : 0, _receiver.Calls.Count);
    }

    [Fact]
    public async Task Follows_no_redirect_to_where_it_would_not_have_gone()
    {
        _answers.Enqueue([IPAddress.Loopback]);
        _receiver.Answer = (context, _) =>
        {
            context.Response.Headers.Location = $"http://127.0.0.1:{_receiver.Port}/inner";
            return WebhookReceiver.SayAsync(context, 307);
        };

        Signed.FaultOf(await PostAsync("ci.example.com", "allow: [ci.example.com]"));

        Assert.Equal("/smoke/v1%2F..%2Fx%3Fy", Assert.Single(_receiver.Calls).Path);
    }

    [Fact]
    public async Task Says_of_a_name_that_nobody_knows_that_it_cannot_be_reached()
    {
        _answers.Enqueue([]);

        Assert.Equal(FaultKind.Unreachable, Signed.FaultOf(await PostAsync("ci.example.com")).Kind);
    }

    private async Task<Answer<WebhookReply>> PostAsync(string host, string allow = "")
    {
        using var webhooks = Open(allow, TimeProviderOnly() with { Resolve = ResolveAsync });
        return await webhooks.PostAsync(Url(host));
    }

    private static AdapterContext TimeProviderOnly() => new(TimeProvider.System);

    private static Webhooks Open(string allow, AdapterContext around) =>
        Signed.Open(
            $$"""
            connections: {}
            webhooks:
              secrets: [{ env: ROLLOUTS_TEST_WEBHOOK_SECRET }]
              {{allow}}
            """,
            around
        );

    private Address.Url Url(string host) => new($"http://{host}:{_receiver.Port}/smoke/{{version}}");

    private Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        _resolved.Add(host);
        return Task.FromResult(_answers.Dequeue());
    }
}
