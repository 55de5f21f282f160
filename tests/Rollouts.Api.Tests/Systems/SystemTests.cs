namespace Rollouts.Api.Tests.Systems;

/// <summary>The installation itself, its connections and what it could not tell.</summary>
public sealed class SystemTests : ApiTest
{
    [Fact]
    public async Task Says_how_it_is()
    {
        var system = (await Administrator.GetAsync("system")).Is(200);

        Assert.Equal(("False", "0"), (system["works"], system["overdue"]));
        Assert.NotEmpty(system["version"]);
    }

    [Fact]
    public async Task Connections_are_shown_without_what_opens_them()
    {
        var connections = (await Administrator.GetAsync("connections")).Is(200);

        Assert.Equal(
            [("mesh", "router", "appMesh"), ("metrics", "source", "scrape")],
            connections
                .Json.EnumerateArray()
                .Select(one =>
                    (
                        one.GetProperty("name").GetString()!,
                        one.GetProperty("kind").GetString()!,
                        one.GetProperty("system").GetString()!
                    )
                )
        );
        Assert.DoesNotContain("127.0.0.1", connections.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("aws-", connections.Text, StringComparison.Ordinal);
        var environments = (await Administrator.GetAsync("environments")).Is(200).Json;
        Assert.Equal(
            ["prod", "staging"],
            environments.EnumerateArray().Select(one => one.GetProperty("name").GetString())
        );
    }

    [Fact]
    public async Task Services_show_what_waits()
    {
        (await Administrator.GetAsync("services/staging/shop")).IsRefused(404, "service.unknown");
        var id = (await Administrator.StartAsync("v2"))["id"];

        var service = (await Administrator.GetAsync("services/staging/shop")).Is(200);

        Assert.Equal((id, "1"), (service["waiting"], service["rollouts"]));
        Assert.Equal("checkout-v1", service.Json.GetProperty("stable")[0].GetProperty("backend").GetString());
        var listed = (await Administrator.GetAsync("services")).Is(200).Json.GetProperty("services");
        Assert.Equal("shop", Assert.Single(listed.EnumerateArray()).GetProperty("service").GetString());
        Assert.NotEmpty((await Administrator.GetAsync("services/staging/shop/events")).Is(200).Json.EnumerateArray());
    }

    [Fact]
    public async Task Dead_messages_are_listed_and_sent_again()
    {
        Assert.Empty((await Administrator.GetAsync("notifications")).Is(200).Json.EnumerateArray());
        (await Administrator.PostAsync("notifications/1/again", "")).IsRefused(404, "notification.unknown");
    }

    [Fact]
    public async Task A_rollout_says_why_it_stands_still()
    {
        var id = (await Administrator.StartAsync("v2"))["id"];

        var why = (await Administrator.GetAsync($"rollouts/{id}/explain")).Is(200);

        Assert.Equal("waits for its start", why["summary"]);
        Assert.Contains("router", why["because"], StringComparison.Ordinal);
        Assert.Empty(
            (await Administrator.GetAsync($"rollouts/{id}/samples?check=successRate&target=main"))
                .Is(200)
                .Json.EnumerateArray()
        );
        (await Administrator.GetAsync($"rollouts/{id}/samples")).IsRefused(400, "request.unreadable");
        (await Administrator.GetAsync($"rollouts/{id}/samples?check=..%2f")).IsRefused(400, "request.name");
    }
}
