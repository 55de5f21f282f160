namespace Rollouts.Api.Tests.Rollouts;

/// <summary>A rollout that another controller drives, as callers of the API see it.</summary>
public sealed class ObserveTests : ApiTest
{
    private static readonly object Why = new { reason = "because" };

    [Fact]
    public async Task Is_visibly_observed_and_refuses_what_would_move_it()
    {
        var started = (await StartAsync("observe")).Is(201);
        Assert.Equal(("observe", "Observing"), (started["mode"], started["status"]));
        Assert.Equal("is only observed: another controller moves the weights", started["summary"]);
        var seen = (await Administrator.GetAsync($"rollouts/{started["id"]}")).Is(200);
        var tag = ("If-Match", seen.Headers["ETag"]);

        (await Administrator.PostAsync($"rollouts/{started["id"]}/rollback", Why)).IsRefused(
            409,
            "rollout.observes-only"
        );
        foreach (var verb in new[] { "pause", "promote", "skip", "supersede", "approve" })
        {
            (await Administrator.PostAsync($"rollouts/{started["id"]}/{verb}", Why, tag)).IsRefused(
                409,
                "rollout.observes-only"
            );
        }

        Assert.Equal("Observing", (await Administrator.GetAsync($"rollouts/{started["id"]}")).Is(200)["status"]);
        (await Administrator.PostAsync($"rollouts/{started["id"]}/abandon", Why, tag)).Is(200);
        Assert.Equal("Abandoned", (await Administrator.GetAsync($"rollouts/{started["id"]}")).Is(200)["status"]);
    }

    [Fact]
    public async Task Leaves_the_queue_to_the_rollouts_that_are_driven()
    {
        (await StartAsync("observe")).Is(201);
        var driven = (await Administrator.StartAsync("v2")).Is(201);

        Assert.Equal(("drive", "Queued"), (driven["mode"], driven["status"]));
        Assert.DoesNotContain("rollout", driven["blockers"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_no_other_modes() => (await StartAsync("watch")).IsRefused(400, "request.mode");

    private Task<Answer> StartAsync(string mode) =>
        Administrator.PostAsync(
            "rollouts",
            new
            {
                service = "shop",
                environment = "staging",
                version = "v2",
                reason = "released by another controller",
                plan = Releases.Plan,
                mode,
            }
        );
}

/// <summary>An environment in which nothing is driven.</summary>
public sealed class ObservingEnvironmentTests : ApiTest
{
    protected override string Staging => "{ mode: observe }";

    [Fact]
    public async Task Every_start_is_observed_there()
    {
        Assert.Equal("observe", (await Administrator.StartAsync("v2")).Is(201)["mode"]);
        Assert.Equal("observe", (await Administrator.GetAsync("environments/staging")).Is(200)["mode"]);

        (
            await Administrator.PostAsync(
                "rollouts",
                new
                {
                    service = "shop",
                    environment = "staging",
                    version = "v3",
                    reason = "drive it",
                    plan = Releases.Plan,
                    mode = "drive",
                }
            )
        ).IsRefused(409, "service.environment-observes");
    }
}
