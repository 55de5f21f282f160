namespace Rollouts.Api.Tests.Jobs;

/// <summary>Long work is answered with 202 and a job, which only its caller sees.</summary>
public sealed class JobTests : ApiTest
{
    [Fact]
    public async Task The_log_is_verified_in_the_background()
    {
        var started = (await Administrator.PostAsync("audit/verifications", new { })).Is(202);
        Assert.Equal($"/api/v1/jobs/{started["id"]}", started.Headers["Location"]);
        Assert.Equal("audit-verification", started["kind"]);

        var done = await EndedAsync(Administrator, started["id"]);
        Assert.Equal(("done", "1"), (done["status"], done["attempt"]));
        var result = (await Administrator.GetAsync($"jobs/{started["id"]}/result")).Is(200);
        Assert.Equal("application/json", result.Type);
        Assert.Equal("True", result["intact"]);
        Assert.Equal(done["done"], result["records"]);
        (await Administrator.PostAsync($"jobs/{started["id"]}/cancel", new { })).IsRefused(409, "job.ended");
    }

    [Theory]
    [InlineData("jsonl", "application/jsonl")]
    [InlineData("csv", "text/csv")]
    public async Task The_log_is_exported_in_the_background(string format, string type)
    {
        await Administrator.StartAsync("v2");
        var started = (await Administrator.PostAsync("audit/exports", new { stream = "rollout/", format })).Is(202);
        Assert.Equal("done", (await EndedAsync(Administrator, started["id"]))["status"]);

        var result = (await Administrator.GetAsync(started["result"]["/api/v1/".Length..])).Is(200);
        Assert.Equal(type, result.Type);
        Assert.Equal(
            (await Administrator.GetAsync($"audit/export?stream=rollout/&format={format}")).Is(200).Text,
            result.Text
        );
        (await Administrator.PostAsync("audit/exports", new { format = "xml" })).IsRefused(400, "request.format");
    }

    [Fact]
    public async Task A_job_is_visible_to_its_caller_only()
    {
        var id = (await Administrator.PostAsync("audit/verifications", new { })).Is(202)["id"];
        using var auditor = await KeyAsync("viewer");
        using var deployer = await KeyAsync("deployer");

        foreach (var path in new[] { $"jobs/{id}", $"jobs/{id}/result" })
        {
            (await auditor.GetAsync(path)).IsRefused(404, "job.unknown");
            (await deployer.GetAsync(path)).IsRefused(404, "job.unknown");
            Assert.Equal(401, (await Stranger.GetAsync(path)).Status);
        }

        (await auditor.PostAsync($"jobs/{id}/cancel", new { })).IsRefused(404, "job.unknown");
        (await deployer.PostAsync("audit/verifications", new { })).IsRefused(403, "identity.not-allowed");
        (await deployer.PostAsync("audit/exports", new { })).IsRefused(403, "identity.not-allowed");
        Assert.Equal(0, (await auditor.GetAsync("jobs")).Is(200).Json.GetArrayLength());
        Assert.Equal(id, (await Administrator.GetAsync("jobs")).Is(200).Json[0].GetProperty("id").GetString());
        await EndedAsync(Administrator, id);
    }

    [Fact]
    public async Task A_repeated_request_finds_its_job()
    {
        var first = await Administrator.PostAsync("audit/verifications", new { }, ("Idempotency-Key", "once"));
        var again = await Administrator.PostAsync("audit/verifications", new { }, ("Idempotency-Key", "once"));

        Assert.Equal(first.Is(202)["id"], again.Is(202)["id"]);
        Assert.Equal(1, (await Administrator.GetAsync("jobs")).Is(200).Json.GetArrayLength());
    }

    [Fact]
    public async Task A_rehearsal_becomes_a_job_where_its_caller_prefers_that()
    {
        var body = new
        {
            plan = Releases.Plan,
            requestsPerSecond = 100,
            failureRate = 0.001,
        };
        var started = (await Administrator.PostAsync("plans/rehearse", body, ("Prefer", "respond-async"))).Is(202);
        Assert.Equal("done", (await EndedAsync(Administrator, started["id"]))["status"]);

        Assert.Equal(
            (await Administrator.PostAsync("plans/rehearse", body)).Is(200).Text,
            (await Administrator.GetAsync($"jobs/{started["id"]}/result")).Is(200).Text
        );
    }

    [Fact]
    public async Task An_unknown_job_is_unknown()
    {
        foreach (var id in new[] { "nonsense", Guid.Empty.ToString("N"), "evidence-nonsense" })
        {
            (await Administrator.GetAsync($"jobs/{id}")).IsRefused(404, "job.unknown");
            (await Administrator.GetAsync($"jobs/{id}/result")).IsRefused(404, "job.unknown");
            (await Administrator.PostAsync($"jobs/{id}/cancel", new { })).IsRefused(404, "job.unknown");
        }
    }

    private static async Task<Answer> EndedAsync(Client client, string id)
    {
        var job = (await client.GetAsync($"jobs/{id}")).Is(200);
        await Eventually.IsAsync(
            async () =>
            {
                job = (await client.GetAsync($"jobs/{id}")).Is(200);
                return job["status"] is not ("waiting" or "running");
            },
            $"the job {id} to end",
            TimeSpan.FromMinutes(1)
        );
        return job;
    }

    private async Task<Client> KeyAsync(string role) =>
        With(
            (
                await Administrator.PostAsync(
                    "keys",
                    new
                    {
                        name = "reader",
                        roles = new[] { role },
                        reason = "a test",
                    }
                )
            ).Is(201)["key"]
        );
}
