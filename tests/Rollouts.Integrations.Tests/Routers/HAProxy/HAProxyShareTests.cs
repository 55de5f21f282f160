using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Rollouts.Analysis;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Shares;
using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Routers.HAProxy;

namespace Rollouts.Integrations.Tests.Routers.HAProxy;

/// <summary>
/// Four clients of a real HAProxy that is told 5 %. By turns the candidate gets its share; by a hash of the client's
/// address it gets nothing or a quarter and more, and HAProxy reports the weight all the same.
/// </summary>
[Collection(OneHAProxy.Name)]
public sealed class HAProxyShareTests(OneHAProxy.Shared shared) : IAsyncLifetime
{
    private const int Ticks = 20;
    private const int RequestsOfClient = 50;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);
    private static readonly Weight Asked = Weight.Percent(5);

    private readonly List<HttpClient> _clients =
    [
        .. new[] { "127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4" }.Select(ClientAt),
    ];

    public async Task InitializeAsync() => await shared.Server.SayAsync("set weight be_checkout/v0 0");

    public Task DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Balance_source_with_few_clients_is_found_out()
    {
        var verdict = await JudgedAsync("be_source", "source");

        Assert.True(verdict.Outcome == CheckOutcome.Misrouted, verdict.Evidence.Sentence);
        Assert.StartsWith("asked 5 %, got ", verdict.Evidence.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roundrobin_is_not()
    {
        var verdict = await JudgedAsync("be_checkout", "");

        Assert.True(verdict.Outcome == CheckOutcome.Healthy, verdict.Evidence.Sentence);
    }

    /// <summary>The verdict by the counts of HAProxy itself, over ticks of 200 requests.</summary>
    private async Task<Verdict> JudgedAsync(string section, string path)
    {
        using var router = HAProxyContract.Open(shared.Server.UnixSocket);
        var route = HAProxyContract.Section(section);
        Assert.Null(await router.WriteAsync(route, new Traffic(Asked, [], Weight.Zero), default));
        Assert.True((await router.ReadAsync(route, default)).TryGet(out var seen, out var fault), fault?.Message);
        Assert.Equal(Asked, seen.Traffic.Candidate);

        Instant at = default;
        var settings = new ShareSettings { Group = HAProxyDescriptor.Descriptor.Traits.Distribution.Group };
        var state = CheckStates.Begin(settings, at);
        state.Shifted(new Shift(at, Split.BothArms, InForce: Asked));
        var before = await CountsAsync(section);
        for (var number = 1; number <= Ticks; number++)
        {
            await Task.WhenAll(_clients.Select(client => ShopAsync(client, path)));
            var now = await CountsAsync(section);
            state.Judge(
                new CountTick(
                    number,
                    at + ((number - 1) * Tick),
                    at + (number * Tick),
                    new ArmIncrement(now.Candidate - before.Candidate, 0),
                    new ArmIncrement(now.Stable - before.Stable, 0)
                )
            );
            before = now;
        }

        return state.Verdict();
    }

    private async Task ShopAsync(HttpClient client, string path)
    {
        for (var i = 0; i < RequestsOfClient; i++)
        {
            await client.GetStringAsync(new Uri(shared.Server.Front, path));
        }
    }

    private async Task<(long Candidate, long Stable)> CountsAsync(string section)
    {
        var page = await _clients[0].GetStringAsync(shared.Server.Metrics);
        return (CountIn(page, section, "v2"), CountIn(page, section, "v1"));
    }

    private static long CountIn(string page, string section, string server) =>
        Regex
            .Matches(
                page,
                $"haproxy_server_http_responses_total{{proxy=\"{section}\",server=\"{server}\",code=\"[^\"]+\"}} "
                    + "([0-9]+)"
            )
            .Sum(match => long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));

    /// <summary>A client with an address of its own on the loopback.</summary>
    private static HttpClient ClientAt(string address) =>
        new(
            new SocketsHttpHandler
            {
                ConnectCallback = async (context, cancellation) =>
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                    await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }
        );
}
