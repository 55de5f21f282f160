using System.Text.Json;
using Rollouts.Servers;

namespace Rollouts.Api.Tests.Ci;

/// <summary>Whoever announced a version is told how it goes. GitHub is a stand-in; its own description is the judge.</summary>
public sealed class StatusTests : CiTest
{
    private const string Api = "/api/v3";

    private WebhookReceiver? _hub;

    protected override string Connections =>
        $$"""
              hub:
                github:
                  secret: { file: {{Folder.Write("hub", "topsecret")}} }
                  token: { file: {{Folder.Write("token", "ghs_token")}} }
                  api: {{_hub!.Address.ToString().TrimEnd('/')}}{{Api}}
              lab:
                gitlab:
                  secretToken: { file: {{Folder.Write("lab", "right")}} }
                  token: { file: {{Folder.Write("lab-token", "glpat")}} }
                  api: {{_hub!.Address.ToString().TrimEnd('/')}}/api/v4

            """;

    protected override string Sections =>
        base.Sections
        + """
              rules:
                from: hub
                on: deployment_protection_rule.requested
                service: shop
                environment: staging
                version: ${event.deployment.sha | first 12}
              builds:
                from: hub
                on: workflow_run.completed
                when: ["event.workflow_run.conclusion == success"]
                service: shop
                environment: staging
                version: ${event.workflow_run.head_sha}
              tags:
                from: lab
                on: tag_push
                service: shop
                environment: staging
                version: ${event.ref | after refs/tags/}

            """;

    public override async Task InitializeAsync()
    {
        _hub = await WebhookReceiver.StartAsync();
        _hub.Says(201, "{}");
        await base.InitializeAsync();
        await Administrator.PostAsync("plans", Releases.Plan);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _hub!.DisposeAsync();
    }

    [Fact]
    public async Task A_deployment_is_told_step_by_step_to_its_end()
    {
        (await SendAsync("deployment", Deployment(42), "d1")).Is(202);
        await CallBackAsync();

        var bodies = await ToldAsync($"{Api}/repos/acme/shop/deployments/42/statuses", "failure");
        Assert.Equal("in_progress", bodies[0].GetProperty("state").GetString());
        await AreValidAsync();
    }

    [Fact]
    public async Task A_commit_is_told_where_there_is_no_deployment()
    {
        var run = new
        {
            action = "completed",
            workflow_run = new { conclusion = "success", head_sha = Commit },
            repository = new { name = "shop", full_name = "acme/shop" },
        };
        (await SendAsync("workflow_run", JsonSerializer.Serialize(run), "d1")).Is(202);
        await CallBackAsync();

        var bodies = await ToldAsync($"{Api}/repos/acme/shop/statuses/{Commit}", "failure");
        Assert.All(bodies, body => Assert.Equal("rollouts/shop/staging", body.GetProperty("context").GetString()));
        await AreValidAsync();
    }

    [Fact]
    public async Task A_protection_rule_is_answered_once_at_the_end()
    {
        var callback =
            $"{_hub!.Address.ToString().TrimEnd('/')}{Api}/repos/acme/shop/actions/runs/7/deployment_protection_rule";
        (await SendAsync("deployment_protection_rule", Rule(callback), "d1")).Is(202);
        await CallBackAsync();

        var bodies = await ToldAsync($"{Api}/repos/acme/shop/actions/runs/7/deployment_protection_rule", "rejected");
        Assert.Equal("production", Assert.Single(bodies).GetProperty("environment_name").GetString());
        await AreValidAsync();
    }

    [Fact]
    public async Task Nobody_waits_in_vain_for_what_is_not_started()
    {
        var cart = Deployment(42).Replace("\"shop\"", "\"cart\"", StringComparison.Ordinal);
        (await SendAsync("deployment", cart, "d1")).Is(202);

        var bodies = await ToldAsync($"{Api}/repos/acme/shop/deployments/42/statuses", "failure");
        Assert.StartsWith(
            "cart 0123456789ab in staging is not started: no plan",
            Assert.Single(bodies).GetProperty("description").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task No_event_chooses_where_the_token_goes()
    {
        await using var elsewhere = await WebhookReceiver.StartAsync();
        (await SendAsync("deployment_protection_rule", Rule($"{elsewhere.Address}repos/acme/shop/x"), "d1")).Is(202);
        var id = await CallBackAsync();

        await Eventually.IsAsync(
            async () => (await Administrator.GetAsync($"rollouts/{id}"))["status"] is "RolledBack" or "Cancelled",
            "its end"
        );
        Assert.Empty(elsewhere.Calls);
        Assert.Empty(_hub!.Calls);
    }

    [Fact]
    public async Task GitLab_is_told_and_may_know_it_already()
    {
        _hub!.Answer = (context, call) =>
            call.Body.Contains("running", StringComparison.Ordinal)
                ? WebhookReceiver.SayAsync(
                    context,
                    400,
                    """{"message":"Cannot transition status via :run from :running"}"""
                )
                : WebhookReceiver.SayAsync(context, 201, "{}");
        var tag = new
        {
            object_kind = "tag_push",
            @ref = "refs/tags/v2",
            checkout_sha = Commit,
            project_id = 7,
        };
        (await PostAsync("lab", JsonSerializer.SerializeToUtf8Bytes(tag), ("X-Gitlab-Token", "right"))).Is(202);
        await CallBackAsync();

        await ToldAsync($"/api/v4/projects/7/statuses/{Commit}", "failed");
        Assert.All(_hub.Calls, call => Assert.Equal("glpat", call.Headers["private-token"]));
    }

    private static string Rule(string callback) =>
        JsonSerializer.Serialize(
            new
            {
                action = "requested",
                environment = "production",
                deployment_callback_url = callback,
                deployment = new { id = 42, sha = Commit },
                repository = new { name = "shop", full_name = "acme/shop" },
            }
        );

    /// <summary>Waits until it is under way, and has it called back.</summary>
    private async Task<string> CallBackAsync()
    {
        var id = (await OnlyRolloutAsync()).GetProperty("id").GetString()!;
        await Eventually.IsAsync(
            async () => (await Administrator.GetAsync($"rollouts/{id}"))["status"] == "Running",
            "it to begin"
        );
        (await Administrator.PostAsync($"rollouts/{id}/rollback", new { reason = "a test" })).Is(200);
        return id;
    }

    private async Task<List<JsonElement>> ToldAsync(string path, string last)
    {
        await Eventually.IsAsync(
            () => _hub!.Calls.Any(call => call.Body.Contains($"\"{last}\"", StringComparison.Ordinal)),
            $"'{last}' to be told"
        );
        Assert.All(_hub!.Calls, call => Assert.Equal(path, call.Path));
        return [.. _hub.Calls.Select(call => JsonElement.Parse(call.Body))];
    }

    private async Task AreValidAsync()
    {
        Assert.All(_hub!.Calls, call => Assert.Equal("Bearer ghs_token", call.Headers["authorization"]));
        var judged = await NodeClient.RunAsync(
            "validate-github.mjs",
            _hub.Calls.Select(call =>
                JsonSerializer.Serialize(
                    new
                    {
                        method = "POST",
                        path = call.Path[Api.Length..],
                        body = JsonElement.Parse(call.Body),
                    }
                )
            )
        );
        Assert.All(judged, said => Assert.StartsWith("valid ", said, StringComparison.Ordinal));
    }
}
