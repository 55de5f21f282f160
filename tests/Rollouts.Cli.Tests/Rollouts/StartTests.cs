using System.Text.Json;
using Rollouts.Cli.Tests.Servers;

namespace Rollouts.Cli.Tests.Rollouts;

/// <summary>Pipelines start rollouts and wait for them.</summary>
[Collection(OneServer.Name)]
public sealed class StartTests(RunningServer server)
{
    private string Plan => server.Folder.Write("quick.yaml", ServerPlans.Quick("search"));

    [Fact]
    public async Task Waits_for_success_and_keeps_the_evidence()
    {
        await server.TurnNextAsync("search", errorRate: 0);
        var summary = server.Folder["summary.md"];
        var run = await server.RunAsync(
            "start",
            $"good-{Guid.NewGuid():N}",
            "--plan",
            Plan,
            "-m",
            "a test",
            "--wait",
            "--summary",
            summary,
            "-o",
            "json"
        );
        var rollout = run.Ends(0).Says("SUCCEEDED").Json;
        Assert.Contains("| check | target | verdict |", await File.ReadAllTextAsync(summary), StringComparison.Ordinal);
        var id = rollout.GetProperty("id").GetString()!;
        var evidence = (await server.RunAsync("evidence", id, "-o", "json")).Ends(0).Json;
        Assert.Equal("rollouts.evidence/v1", evidence.GetProperty("format").GetString());
        (await server.RunAsync("evidence", Guid.NewGuid().ToString())).Ends(3).Says("rollout.unknown");
        (await server.RunAsync("watch", id)).Ends(0).Prints("SUCCEEDED");
    }

    [Fact]
    public async Task The_evidence_that_the_server_seals_is_computed_again_bit_by_bit()
    {
        await server.TurnNextAsync("search", errorRate: 0.5);
        var started = await server.RunAsync(
            "start",
            $"sealed-{Guid.NewGuid():N}",
            "--plan",
            Plan,
            "-m",
            "a test",
            "--wait",
            "-o",
            "json"
        );
        var id = started.Ends(1).Json.GetProperty("id").GetString()!;
        var evidence = default(JsonElement);
        await Eventually.IsAsync(
            async () =>
            {
                evidence = (await server.RunAsync("evidence", id, "-o", "json")).Ends(0).Json;
                return evidence.GetProperty("format").GetString() == "rollouts.evidence/v2";
            },
            "the evidence is sealed",
            TimeSpan.FromMinutes(3)
        );

        var bundle = server.Folder.Write("sealed.json", evidence.GetRawText());
        var replayed = (await server.RunAsync("replay", bundle, "-o", "json")).Ends(0).Json;

        Assert.True(replayed.GetProperty("isBitEqual").GetBoolean());
        Assert.NotEmpty(replayed.GetProperty("checks").EnumerateArray());
    }

    [Fact]
    public async Task Says_1_and_why_where_the_release_is_taken_back()
    {
        await server.TurnNextAsync("search", errorRate: 0.5);
        var run = await server.RunAsync(
            "start",
            $"bad-{Guid.NewGuid():N}",
            "--plan",
            Plan,
            "-m",
            "a test",
            "--wait",
            "--annotate"
        );
        run.Ends(1).Says("ROLLED BACK").Says("::error title=Rollout RolledBack::").Prints("RolledBack");
        await server.TurnNextAsync("search", errorRate: 0);
    }

    [Fact]
    public async Task Starts_nothing_twice_in_a_job_that_is_run_again_and_sends_its_links()
    {
        await server.TurnNextAsync("search", errorRate: 0);
        var (version, plan) = ($"ci-{Guid.NewGuid():N}", Plan);
        Dictionary<string, string> Job() =>
            new(StringComparer.Ordinal)
            {
                ["GITHUB_ACTIONS"] = "true",
                ["GITHUB_RUN_ID"] = version,
                ["GITHUB_SERVER_URL"] = "https://github.example",
                ["GITHUB_REPOSITORY"] = "shop/search",
                ["GITHUB_SHA"] = "0123abc",
                ["GITHUB_ACTOR"] = "octavia",
            };
        var first = (await server.RunAsync(Job(), "start", version, "-f", plan, "-o", "json")).Ends(0).Json;
        var second = (await server.RunAsync(Job(), "start", version, "-f", plan, "-o", "json")).Ends(0).Json;
        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Equal(
            "https://github.example/shop/search/commit/0123abc",
            first.GetProperty("links").GetProperty("commit").GetString()
        );
        (await server.RunAsync("wait", first.GetProperty("id").GetString()!, "--timeout", "2m")).Ends(0);
    }

    [Fact]
    public async Task Refuses_what_it_cannot_start()
    {
        var broken = server.Folder.Write("broken.yaml", "service: search\nenvironment: staging\n");
        (await server.RunAsync("start", "v1", "-f", broken, "-m", "x")).Ends(3).Says("plan.missing-key");
        (await server.RunAsync("start", "v1", "-m", "x")).Ends(2).Says("--plan");
        (await server.RunAsync("start", "v1", "-f", Plan)).Ends(2).Says("--reason");
        (await server.RunAsync("start", "v1", "--service", "search", "-e", "calm", "-m", "x"))
            .Ends(3)
            .Says("plan.unknown");
        (await server.RunAsync("start", "v1", "-f", Plan, "-m", "x", "--link", "nonsense")).Ends(2).Says("name=https");
    }
}
