using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Tests.Kong;

/// <summary>What is sold through Kong goes where the weights of its targets say.</summary>
public sealed class SandboxKongTests : SandboxTest
{
    private const string Targets = "upstreams/carts/targets";

    [Fact]
    public async Task The_front_follows_the_weights_of_the_targets()
    {
        Assert.Equal(400, (await ShopAsync(400, "carts"))[("carts-v1", 200)]);

        Assert.Equal(200, await WeighAsync("carts-v1:8080", 75));
        Assert.Equal(200, await WeighAsync("carts-v2:8080", 25));

        var served = await ShopAsync(400, "carts");
        Assert.Equal((300, 100), (served[("carts-v1", 200)], served[("carts-v2", 200)]));
        Assert.Equal("checkout-v1", await ServerOfAsync("checkout"));
    }

    [Fact]
    public async Task Without_any_weight_Kong_has_nobody_to_ask()
    {
        await WeighAsync("carts-v1:8080", 0);

        Assert.Equal(3, (await ShopAsync(3, "carts"))[("nobody", 503)]);
    }

    [Fact]
    public async Task Nobody_weighs_anything_without_the_token()
    {
        Assert.Equal(401, await WeighAsync("carts-v1:8080", 0, token: "guessed"));
        Assert.Equal("carts-v1", await ServerOfAsync("carts"));
    }

    [Fact]
    public async Task The_version_without_weight_is_the_one_that_goes_out_next()
    {
        Assert.Equal(200, await PutAsync("services/carts/idle", new { errorRate = 1 }));
        await WeighAsync("carts-v1:8080", 0);
        await WeighAsync("carts-v2:8080", 100);

        Assert.Equal(3, (await ShopAsync(3, "carts"))[("carts-v2", 500)]);
    }

    [Fact]
    public async Task It_is_slow_to_show_a_write_or_breaks_when_told_so()
    {
        await PutAsync("endpoints/kong/mishaps", new { stale = true });
        await WeighAsync("carts-v1:8080", 7);
        Assert.Equal(100, await WeightOfAsync("carts-v1:8080"));

        await PutAsync("endpoints/kong/mishaps", new { });
        Assert.Equal(7, await WeightOfAsync("carts-v1:8080"));

        await PutAsync("endpoints/kong/mishaps", new { throttled = 1 });
        Assert.Equal(429, await WeighAsync("carts-v1:8080", 8));
        await PutAsync("endpoints/kong/mishaps", new { failing = 1 });
        Assert.Equal(500, await WeighAsync("carts-v1:8080", 8));

        await PutAsync("endpoints/kong/mishaps", new { });
        Assert.Equal(7, await WeightOfAsync("carts-v1:8080"));
    }

    // Verification, section 4: the sandbox took what Kong's schema refuses.
    [Theory]
    [InlineData("""{ "wieght": 5 }""", 400, "wieght: unknown field")]
    [InlineData("""{ "target": "bad name!" }""", 400, "not a valid hostname")]
    [InlineData("""{ "target": "carts-v2:8080" }""", 409, "targets:")]
    [InlineData("""{ "target": "carts-v3:8080", "tags": ["shop"] }""", 200, "carts-v3:8080")]
    public async Task Takes_of_a_target_what_Kong_takes(string body, int status, string said)
    {
        using var http = Admin("sandbox");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await http.PatchAsync(new Uri($"{Targets}/carts-v1:8080", UriKind.Relative), content);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(said, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var all = await http.GetFromJsonAsync<JsonNode>($"{Targets}/all");
        Assert.Equal(2, all!["data"]!.AsArray().Count);
    }

    private async Task<int> WeighAsync(string target, int weight, string token = "sandbox")
    {
        using var http = Admin(token);
        using var response = await http.PatchAsJsonAsync($"{Targets}/{target}", new { weight });
        return (int)response.StatusCode;
    }

    private async Task<int?> WeightOfAsync(string target)
    {
        using var http = Admin("sandbox");
        var page = await http.GetFromJsonAsync<JsonNode>(Targets);
        return (int?)page!["data"]!.AsArray().Single(one => (string?)one!["target"] == target)!["weight"];
    }

    private HttpClient Admin(string token)
    {
        var http = new HttpClient { BaseAddress = Sandbox.Endpoints["kong"] };
        http.DefaultRequestHeaders.Add("Kong-Admin-Token", token);
        return http;
    }
}
