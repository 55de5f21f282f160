namespace Rollouts.Api.Tests.Rollouts;

/// <summary>The evidence of a rollout is sealed at its end, and read by callers who may read the log.</summary>
public sealed class EvidenceTests : ApiTest
{
    private const string Planted = "hunter2";

    [Fact]
    public async Task Before_it_is_sealed_a_job_answers_for_it()
    {
        var id = (await Administrator.StartAsync("v2")).Is(201)["id"];

        var early = (await Administrator.GetAsync($"rollouts/{id}/evidence")).Is(202);
        Assert.Equal("waiting", early["status"]);
        Assert.Equal($"/api/v1/jobs/{early["id"]}", early.Headers["Location"]);
        Assert.Equal("waiting", (await Administrator.GetAsync($"jobs/{early["id"]}")).Is(200)["status"]);

        await EndAsync(id, "it is bad");
        Assert.Equal("running", (await Administrator.GetAsync($"jobs/{early["id"]}")).Is(200)["status"]);

        await LaterAsync();
        var bundle = await SealedAsync(id);
        Assert.Equal(("rollouts.evidence/v2", "Cancelled"), (bundle["format"], StatusOf(bundle)));
        Assert.Equal("done", (await Administrator.GetAsync($"jobs/{early["id"]}")).Is(200)["status"]);
        Assert.Equal(
            ["plan", "steps", "weights", "verdicts", "approvals", "queries", "chain", "records", "series"],
            bundle.Json.EnumerateObject().Select(part => part.Name).SkipWhile(name => name != "plan")
        );
        Assert.True(bundle.Json.GetProperty("chain").GetProperty("isIntact").GetBoolean());
        Assert.Equal(bundle.Text, (await Administrator.GetAsync($"rollouts/{id}/evidence")).Is(200).Text);
    }

    [Fact]
    public async Task Only_callers_who_may_read_the_log_and_reach_the_service_read_it()
    {
        var id = (await Administrator.StartAsync("v2")).Is(201)["id"];
        using var deployer = await KeyAsync(new[] { "deployer" }, service: null);
        using var auditor = await KeyAsync(new[] { "viewer" }, service: null);
        using var elsewhere = await KeyAsync(new[] { "viewer" }, service: "other");

        foreach (var path in new[] { $"rollouts/{id}/evidence", $"jobs/evidence-{id}" })
        {
            (await deployer.GetAsync(path)).IsRefused(403, "identity.not-allowed");
            Assert.InRange((await auditor.GetAsync(path)).Status, 200, 202);
            Assert.Equal(404, (await elsewhere.GetAsync(path)).Status);
            Assert.Equal(401, (await Stranger.GetAsync(path)).Status);
        }

        (await Administrator.GetAsync("jobs/evidence-nonsense")).IsRefused(404, "job.unknown");
        (await Administrator.GetAsync("jobs/other")).IsRefused(404, "job.unknown");
    }

    [Fact]
    public async Task Secrets_are_hidden_and_the_records_that_held_them_say_so()
    {
        var id = (
            await Administrator.PostAsync(
                "rollouts",
                new
                {
                    service = "shop",
                    environment = "staging",
                    version = "v2",
                    reason = $"see https://ci:{Planted}@ci.example/1",
                    plan = Releases.Plan,
                    links = new { build = $"https://ci.example/2?token={Planted}" },
                }
            )
        ).Is(201)["id"];
        await EndAsync(id, $"leaked ghp_{Planted}0123456789012345 in a log");
        await LaterAsync();

        var bundle = await SealedAsync(id);
        Assert.DoesNotContain(Planted, bundle.Text, StringComparison.Ordinal);
        var records = bundle.Json.GetProperty("records").EnumerateArray().ToList();
        Assert.True(records[0].GetProperty("redacted").GetBoolean());
        Assert.Contains("https://ci.example/2?token=(hidden)", bundle.Text, StringComparison.Ordinal);
        Assert.All(records, record => Assert.Equal(64, record.GetProperty("hash").GetString()!.Length));
    }

    private static string? StatusOf(Answer bundle) =>
        bundle.Json.GetProperty("rollout").GetProperty("status").GetString();

    private async Task EndAsync(string id, string reason) =>
        (await Administrator.PostAsync($"rollouts/{id}/rollback", new { reason })).Is(200);

    // A background job seals what is overdue, so the first readers are answered with 202.
    private async Task<Answer> SealedAsync(string id)
    {
        var answer = await Administrator.GetAsync($"rollouts/{id}/evidence");
        await Eventually.IsAsync(
            async () =>
            {
                answer = await Administrator.GetAsync($"rollouts/{id}/evidence");
                return answer.Status != 202;
            },
            "the evidence to be sealed"
        );
        return answer.Is(200);
    }

    // No worker runs here, so nothing is sealed in time.
    private async Task LaterAsync()
    {
        Administrator.Dispose();
        Stranger.Dispose();
        ClockAhead = TimeSpan.FromMinutes(10);
        await StartAgainAsync();
    }

    private async Task<Client> KeyAsync(string[] roles, string? service) =>
        With(
            (
                await Administrator.PostAsync(
                    "keys",
                    service is null
                        ? new
                        {
                            name = "reader",
                            roles,
                            reason = "a test",
                        }
                        : new
                        {
                            name = "reader",
                            roles,
                            services = new[] { service },
                            reason = "a test",
                        }
                )
            ).Is(201)["key"]
        );
}
