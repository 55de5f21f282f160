using System.Text.Json.Nodes;
using Rollouts.Sandbox.Shop;

namespace Rollouts.Sandbox.Tests.Admin;

public sealed class AdminApiTests : SandboxTest
{
    [Fact]
    public async Task Shows_all_that_can_be_turned()
    {
        await PutAsync("endpoints/appMesh/mishaps", new { latencyMilliseconds = 7, stale = true });
        await PutAsync("shop/checkout-v2", new { errorRate = 0.05 });
        await ShopAsync(2);

        var state = JsonNode.Parse(await GetAsync(""))!;

        Assert.Equal(Sandbox.Front.OriginalString, (string?)state["front"]);
        Assert.Equal(7, (int?)state["endpoints"]!["appMesh"]!["mishaps"]!["latencyMilliseconds"]);
        Assert.Equal(100, (int?)state["weights"]!["checkout-v1"]);
        Assert.Equal(0.05, (double?)state["shop"]!["checkout-v2"]!["dial"]!["errorRate"]);
        Assert.Equal(2, (int?)state["shop"]!["checkout-v1"]!["answers"]!["200"]);
        Assert.Equal(0, (double?)state["load"]!["requestsPerSecond"]);
    }

    [Theory]
    [InlineData("shop/checkout-v1", """{ "errorRate": 2 }""", 400)]
    [InlineData("shop/checkout-v1", """{ "errorrates": 1 }""", 400)]
    [InlineData("shop/checkout-v1", "null", 400)]
    [InlineData("shop/a%20b", "{}", 400)]
    [InlineData("load", """{ "requestsPerSecond": -1 }""", 400)]
    [InlineData("load", "fast", 400)]
    [InlineData("endpoints/appMesh/mishaps", """{ "throttled": 1.5 }""", 400)]
    [InlineData("endpoints/nginx/mishaps", "{}", 404)]
    [InlineData("services/books/idle", "{}", 404)]
    [InlineData("services/books/front", "{}", 404)]
    [InlineData("services/checkout/front", """{ "ignores": true }""", 400)]
    [InlineData("elsewhere", "{}", 404)]
    public async Task Refuses_what_makes_no_sense(string path, string body, int status) =>
        Assert.Equal(status, await PutAsync(path, body));

    [Fact]
    public async Task The_version_that_goes_out_next_is_turned_without_knowing_its_name()
    {
        Share(("checkout-v1", 0), ("checkout-v2", 100));

        Assert.Equal(200, await PutAsync("services/checkout/idle", new { errorRate = 0.25 }));
        Assert.Equal(200, await PutAsync("services/search/idle", new { errorRate = 0.75 }));

        var shop = JsonNode.Parse(await GetAsync(""))!["shop"]!;
        Assert.Equal(0.25, (double?)shop["checkout-v1"]!["dial"]!["errorRate"]);
        Assert.Equal(0.75, (double?)shop["search-v2"]!["dial"]!["errorRate"]);
    }

    [Fact]
    public async Task While_both_versions_have_traffic_none_goes_out_next()
    {
        Share(("checkout-v1", 80), ("checkout-v2", 20));

        Assert.Equal(404, await PutAsync("services/checkout/idle", new { errorRate = 1 }));
    }

    [Fact]
    public async Task A_front_that_ignores_its_weights_gives_each_version_with_any_the_same()
    {
        Share(("checkout-v1", 95), ("checkout-v2", 5));
        Assert.Equal(200, await PutAsync("services/checkout/front", new { ignoresWeights = true }));
        var ignored = await ShopAsync(40);

        Share(("checkout-v1", 100), ("checkout-v2", 0));
        var back = await ShopAsync(20);

        Assert.Equal(200, await PutAsync("services/checkout/front", new { }));
        Share(("checkout-v1", 95), ("checkout-v2", 5));
        var obeyed = await ShopAsync(40);

        Assert.Equal((20, 20), (ignored[("checkout-v1", 200)], ignored[("checkout-v2", 200)]));
        Assert.Equal(20, back[("checkout-v1", 200)]);
        Assert.Equal((38, 2), (obeyed[("checkout-v1", 200)], obeyed[("checkout-v2", 200)]));
    }

    [Fact]
    public async Task More_versions_than_a_machine_should_run_are_refused()
    {
        for (var version = 0; Sandbox.Shop.Versions.Count < ShopVersions.MostVersions; version++)
        {
            Assert.Equal(200, await PutAsync($"shop/more-{version}", new { }));
        }

        Assert.Equal(409, await PutAsync("shop/one-too-many", new { }));
        Assert.Equal(200, await PutAsync("shop/more-0", new { errorRate = 1 }));
    }
}
