using System.Net;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Fakes.Storage;

namespace Rollouts.Integrations.Tests.Routers.Alb;

/// <summary>Clients that a cookie binds to a target group, on the way there and on the way back.</summary>
public sealed class StickyGroupTests
{
    private const int Hour = 3600;

    [Fact]
    public async Task Bound_clients_leave_the_candidate_on_the_way_back()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        balancer.Write(Hour, (1, 100), (2, 0));
        Assert.Null(await router.WriteAsync(balancer.Route, Candidate(50), default));
        var clients = Enumerable.Range(0, 20).Select(_ => new Client(balancer.Front)).ToList();
        var first = await ServedAsync(clients);
        Assert.Equal(first, await ServedAsync(clients));
        Assert.Contains("payments-v2", first);

        Assert.Null(await router.WriteAsync(balancer.Route, Traffic.None, default));

        Assert.All(await ServedAsync(clients), by => Assert.Equal("payments-v1", by));
        Assert.Null(balancer.Stickiness);
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_weight_of_0_alone_leaves_bound_clients_there()
    {
        await using var balancer = await OneBalancer.StartAsync();
        balancer.Write(Hour, (1, 0), (2, 100));
        using var client = new Client(balancer.Front);
        Assert.Equal("payments-v2", await client.ServedByAsync());

        balancer.Write(Hour, (1, 100), (2, 0));

        Assert.Equal("payments-v2", await client.ServedByAsync());
    }

    [Fact]
    public async Task Stickiness_comes_back_once_the_old_cookies_have_expired()
    {
        var clock = new SettableClock(DateTimeOffset.UtcNow);
        await using var balancer = await OneBalancer.StartAsync(clock: clock);
        using var router = balancer.Open(clock: clock);
        balancer.Write(Hour, (1, 100), (2, 0));
        Assert.Null(await router.WriteAsync(balancer.Route, Candidate(5), default));
        Assert.Null(await router.WriteAsync(balancer.Route, Traffic.None, default));
        Assert.StartsWith(
            "3600 since ",
            balancer.Account.Tags[balancer.Arn]["rollouts:stickiness"],
            StringComparison.Ordinal
        );

        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Null(await router.WriteAsync(balancer.Route, Candidate(5), default));
        Assert.Null(balancer.Stickiness);
        Assert.Contains("stays off", Assert.Single(balancer.Remarks), StringComparison.Ordinal);

        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(await router.WriteAsync(balancer.Route, Candidate(10), default));
        Assert.Equal(TimeSpan.FromHours(1), balancer.Stickiness);
        Assert.DoesNotContain("rollouts:stickiness", balancer.Account.Tags[balancer.Arn].Keys);
    }

    [Fact]
    public async Task A_rule_without_stickiness_gets_none()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();

        Assert.Null(await router.WriteAsync(balancer.Route, Candidate(5), default));
        Assert.Null(await router.WriteAsync(balancer.Route, Traffic.None, default));
        Assert.Null(await router.WriteAsync(balancer.Route, Candidate(5), default));

        Assert.Null(balancer.Stickiness);
        Assert.DoesNotContain("AddTags", balancer.Balancers.Calls.Keys);
    }

    [Fact]
    public async Task A_release_that_succeeds_keeps_the_stickiness()
    {
        await using var balancer = await OneBalancer.StartAsync();
        using var router = balancer.Open();
        balancer.Write(Hour, (1, 100), (2, 0));

        foreach (var percent in new[] { 5, 50, 100 })
        {
            Assert.Null(await router.WriteAsync(balancer.Route, Candidate(percent), default));
            Assert.Equal(TimeSpan.FromHours(1), balancer.Stickiness);
        }
    }

    [Fact]
    public async Task Connections_of_a_network_load_balancer_stay_where_they_began()
    {
        await using var balancer = await OneBalancer.StartAsync(isNetwork: true);
        using var router = balancer.Open();
        Assert.Null(await router.WriteAsync(balancer.Route, Traffic.All, default));
        using var old = new Client(balancer.Front);
        Assert.Equal("payments-v2", await old.ServedByAsync());

        Assert.Null(await router.WriteAsync(balancer.Route, Traffic.None, default));

        using var fresh = new Client(balancer.Front);
        Assert.Equal("payments-v2", await old.ServedByAsync());
        Assert.Equal("payments-v1", await fresh.ServedByAsync());
    }

    private static Traffic Candidate(int percent) => new(Weight.Percent(percent), [], Weight.Zero);

    private static Task<string[]> ServedAsync(IEnumerable<Client> clients) =>
        Task.WhenAll(clients.Select(client => client.ServedByAsync()));

    /// <summary>A browser: one connection, and the cookies that it was given.</summary>
    private sealed class Client(Uri front) : IDisposable
    {
        private readonly HttpClient _http = new(
            new SocketsHttpHandler { CookieContainer = new CookieContainer(), MaxConnectionsPerServer = 1 }
        );

        public async Task<string> ServedByAsync()
        {
            using var answer = await _http.GetAsync(front);
            return answer.Headers.GetValues("x-served-by").Single();
        }

        public void Dispose() => _http.Dispose();
    }
}
