using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Integrations.Tests.Routers.HAProxy;

/// <summary>A thousand requests through a real HAProxy: what was asked for is what clients get.</summary>
[Collection(OneHAProxy.Name)]
public sealed class HAProxyTrafficTests(OneHAProxy.Shared shared) : IAsyncLifetime
{
    private const int Requests = 1000;

    /// <summary>HAProxy deals out in turns; where in its turn a weight was changed moves the count by so many.</summary>
    private const int Turn = 1;

    private readonly HttpClient _client = new();

    public async Task InitializeAsync() => await shared.Server.SayAsync("set weight be_checkout/v0 0");

    public Task DisposeAsync()
    {
        _client.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 10, Turn)]
    [InlineData(5, 50, Turn)]
    [InlineData(25, 250, Turn)]
    [InlineData(30, 300, Turn)]
    [InlineData(50, 500, Turn)]
    [InlineData(100, 1000, 0)]
    public async Task Clients_get_what_the_plan_says(int percent, int expected, int within)
    {
        using var router = HAProxyContract.Open(shared.Server.UnixSocket);
        var traffic = new Traffic(Weight.Percent(percent), [], Weight.Zero);
        Assert.Null(await router.WriteAsync(HAProxyContract.Section("be_checkout"), traffic, default));

        var byServer = new Dictionary<string, int> { ["v1"] = 0, ["v2"] = 0 };
        for (var i = 0; i < Requests; i++)
        {
            byServer[await _client.GetStringAsync(shared.Server.Front)]++;
        }

        Assert.InRange(byServer["v2"], expected - within, expected + within);
        Assert.Equal(Requests, byServer["v1"] + byServer["v2"]);
    }

    [Fact]
    public async Task Nobody_is_turned_away_while_weights_go_up_and_down()
    {
        using var router = HAProxyContract.Open(shared.Server.UnixSocket);
        using var end = new CancellationTokenSource();
        var asking = Task.Run(async () =>
        {
            var count = 0;
            while (!end.IsCancellationRequested)
            {
                // Throws for a 503, which is what HAProxy says when both are at zero.
                await _client.GetStringAsync(shared.Server.Front);
                count++;
            }

            return count;
        });

        for (var i = 0; i < 100; i++)
        {
            foreach (var percent in new[] { 100, 0, 30, 25, 100, 5, 0 })
            {
                var traffic = new Traffic(Weight.Percent(percent), [], Weight.Zero);
                Assert.Null(await router.WriteAsync(HAProxyContract.Section("be_checkout"), traffic, default));
            }
        }

        await end.CancelAsync();
        Assert.True(await asking > 100, "too few requests to have met a gap");
    }
}
