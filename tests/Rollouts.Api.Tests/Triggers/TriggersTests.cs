using System.Text.Json;
using Rollouts.Api.Tests.Ci;

namespace Rollouts.Api.Tests.Triggers;

/// <summary>Triggers: seeing them, and trying what they would do.</summary>
public sealed class TriggersTests : CiTest
{
    [Fact]
    public async Task They_are_listed_as_they_are_written()
    {
        var triggers = (await Administrator.GetAsync("triggers")).Is(200).Json;

        Assert.Equal(
            ["releases", "deployments"],
            triggers.EnumerateArray().Select(trigger => trigger.GetProperty("name").GetString())
        );
        Assert.Equal("${event.release.tag_name}", triggers[0].GetProperty("version").GetString());
    }

    [Fact]
    public async Task A_dry_run_shows_what_each_expression_gave_and_starts_nothing()
    {
        var tried = (await TryAsync(Release("v2"))).GetProperty("events")[0];

        Assert.Equal("release.published", tried.GetProperty("kind").GetString());
        var fires = tried.GetProperty("triggers")[0];
        Assert.Equal("fires", fires.GetProperty("outcome").GetString());
        Assert.Equal("v2", fires.GetProperty("starts").GetProperty("version").GetString());
        Assert.Equal("trigger.no-plan", fires.GetProperty("refusal").GetProperty("code").GetString());
        Assert.Contains(
            fires.GetProperty("expressions").EnumerateArray(),
            given =>
                (given.GetProperty("part").GetString(), given.GetProperty("given").GetString()) == ("when[1]", "v2")
        );
        Assert.Equal("passes", tried.GetProperty("triggers")[1].GetProperty("outcome").GetString());
        Assert.Empty(await Trail.ReadAsync(Host, "ci/hub"));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_refuse_it()
    {
        await Administrator.PostAsync("plans", Releases.Plan);
        Assert.False(FirstOf(await TryAsync(Release("v2"))).TryGetProperty("refusal", out _));

        (await Administrator.StartAsync("v2")).Is(201);
        Assert.StartsWith(
            "service.version-",
            FirstOf(await TryAsync(Release("v2"))).GetProperty("refusal").GetProperty("code").GetString(),
            StringComparison.Ordinal
        );
        var fails = FirstOf(await TryAsync(Release("v2", repository: "cart")));
        Assert.Equal("fails", fails.GetProperty("outcome").GetString());
        Assert.Contains("may not start", fails.GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    // The mapped results of other services stood beside the refusal.
    [Fact]
    public async Task Triggers_out_of_reach_are_neither_listed_nor_shown_by_a_dry_run()
    {
        var issued = await Administrator.PostAsync(
            "keys",
            new
            {
                name = "other",
                roles = new[] { "viewer" },
                services = new[] { "elsewhere" },
                reason = "x",
            }
        );
        using var other = With(issued.Is(201)["key"]);

        var tried = await other.PostAsync(
            "triggers/dry-run",
            new
            {
                connection = "hub",
                kind = "release.released",
                body = JsonElement.Parse(Release("v2")),
            }
        );

        Assert.Equal("[]", (await other.GetAsync("triggers")).Is(200).Text);
        Assert.Equal("hidden", FirstOf(tried.Is(200).Json).GetProperty("outcome").GetString());
        Assert.DoesNotContain("tag_name", tried.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("shop", tried.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_takes_a_kind_instead_of_headers()
    {
        var answer = await Administrator.PostAsync(
            "triggers/dry-run",
            new
            {
                connection = "hub",
                kind = "release.released",
                body = JsonElement.Parse(Release("v2")),
            }
        );

        Assert.Equal("fires", FirstOf(answer.Is(200).Json).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_dry_run_of_nonsense_is_refused()
    {
        (await Administrator.PostAsync("triggers/dry-run", new { connection = "nobody", body = 1 })).IsRefused(
            404,
            "pipeline.unknown"
        );
        (await Administrator.PostAsync("triggers/dry-run", new { connection = "hub", body = 1 })).IsRefused(
            422,
            "pipeline.unreadable"
        );
        (await Stranger.PostAsync("triggers/dry-run", new { connection = "hub", body = 1 })).IsRefused(
            401,
            "identity.key-needed"
        );
    }

    [Fact]
    public async Task Links_may_come_with_a_start()
    {
        var order = new
        {
            service = "shop",
            environment = "staging",
            version = "v2",
            reason = "a test",
            plan = Releases.Plan,
            links = new Dictionary<string, string>(StringComparer.Ordinal) { ["commit"] = "https://git.example/c/1" },
        };
        var started = (await Administrator.PostAsync("rollouts", order)).Is(201);
        Assert.Equal("https://git.example/c/1", started.Json.GetProperty("links").GetProperty("commit").GetString());

        var bad = order with { links = new(StringComparer.Ordinal) { ["commit"] = "javascript:alert(1)" } };
        (await Administrator.PostAsync("rollouts", bad)).IsRefused(400, "request.links");
    }

    private static JsonElement FirstOf(JsonElement tried) => tried.GetProperty("events")[0].GetProperty("triggers")[0];

    private async Task<JsonElement> TryAsync(string body)
    {
        var request = new
        {
            connection = "hub",
            headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["x-github-event"] = "release" },
            body = JsonElement.Parse(body),
        };
        return (await Administrator.PostAsync("triggers/dry-run", request)).Is(200).Json;
    }
}
