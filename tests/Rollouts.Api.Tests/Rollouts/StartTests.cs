namespace Rollouts.Api.Tests.Rollouts;

/// <summary>Starting rollouts, and seeing what was started.</summary>
public sealed class StartTests : ApiTest
{
    [Fact]
    public async Task A_version_is_started_and_seen()
    {
        var started = (await Administrator.StartAsync("v2")).Is(201);

        Assert.Equal(
            ("shop", "staging", "v2", "Queued", "0.0.0"),
            (started["service"], started["environment"], started["version"], started["status"], started["position"])
        );
        var seen = (await Administrator.GetAsync($"rollouts/{started["id"]}")).Is(200);
        Assert.Equal(started.Text, seen.Text);
        Assert.Equal("\"0.0.0\"", seen.Headers["ETag"]);

        var events = (await Administrator.GetAsync($"rollouts/{started["id"]}/events")).Is(200).Json;
        Assert.Equal("rollout.opened.v1", events[0].GetProperty("event").GetString());
        Assert.Equal("a test", events[0].GetProperty("reason").GetString());
        Assert.Equal("administrator", events[0].GetProperty("by").GetProperty("name").GetString());
        var last = events.GetArrayLength();
        Assert.Empty(
            (await Administrator.GetAsync($"rollouts/{started["id"]}/events?above={last}")).Json.EnumerateArray()
        );
    }

    [Fact]
    public async Task The_newest_plan_is_taken_where_none_is_sent()
    {
        var order = new
        {
            service = "shop",
            environment = "staging",
            version = "v2",
            reason = "a test",
            authors = new[] { "ann", "bob" },
        };
        (await Administrator.PostAsync("rollouts", order)).IsRefused(404, "plan.unknown");
        (await Administrator.PostAsync("plans", Releases.Plan)).Is(201);

        (await Administrator.PostAsync("rollouts", order)).Is(201);
    }

    [Fact]
    public async Task A_plan_for_another_service_starts_nothing()
    {
        var order = new
        {
            service = "cart",
            environment = "staging",
            version = "v2",
            reason = "a test",
            plan = Releases.Plan,
        };
        (await Administrator.PostAsync("rollouts", order)).IsRefused(422, "plan.another-service");
        Assert.Empty((await Administrator.GetAsync("rollouts")).Json.GetProperty("rollouts").EnumerateArray());
    }

    [Fact]
    public async Task A_broken_plan_is_told_with_each_place()
    {
        var order = new
        {
            service = "shop",
            environment = "staging",
            version = "v2",
            reason = "a test",
            plan = Releases.Plan.Replace("50%", "150%", StringComparison.Ordinal),
        };
        var refused = (await Administrator.PostAsync("rollouts", order)).IsRefused(422, "plan.refused");
        Assert.Equal(11, refused.Json.GetProperty("errors")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task Lists_are_filtered_and_go_on_where_the_page_before_ended()
    {
        for (var i = 0; i < 52; i++)
        {
            (await Administrator.StartAsync($"v{i}")).Is(201);
        }

        var first = (await Administrator.GetAsync("rollouts?service=shop&environment=staging")).Is(200);
        var second = (await Administrator.GetAsync($"rollouts?cursor={first["cursor"]}")).Is(200);
        var versions = first
            .Json.GetProperty("rollouts")
            .EnumerateArray()
            .Concat(second.Json.GetProperty("rollouts").EnumerateArray())
            .Select(row => row.GetProperty("version").GetString());
        Assert.Equal(Enumerable.Range(0, 52).Reverse().Select(i => $"v{i}"), versions);
        Assert.False(second.Json.TryGetProperty("cursor", out _));

        Assert.Single(
            (await Administrator.GetAsync("rollouts?text=V51")).Json.GetProperty("rollouts").EnumerateArray()
        );
        foreach (var none in new[] { "status=Baking", "owner=nobody", "environment=prod", "live=false", "text=%00" })
        {
            Assert.Empty(
                (await Administrator.GetAsync($"rollouts?{none}")).Is(200).Json.GetProperty("rollouts").EnumerateArray()
            );
        }
    }
}
