namespace Rollouts.Api.Tests.Routes;

/// <summary>What has not begun claims nothing.</summary>
public sealed class QueuedRouteTests : ApiTest
{
    [Fact]
    public async Task A_queued_start_and_a_dry_run_claim_no_route()
    {
        (await Administrator.StartAsync("v2")).Is(201);
        (await Administrator.PostAsync("plans", Releases.Plan)).Is(201);
        (await Administrator.PostAsync("plans/lint", Releases.Plan)).Is(200);

        Assert.Empty(
            (await Administrator.GetAsync("connections/mesh/claims"))
                .Is(200)
                .Json.GetProperty("claims")
                .EnumerateArray()
        );
        (
            await Administrator.PostAsync(
                "rollouts",
                new
                {
                    service = "other",
                    environment = "staging",
                    version = "v2",
                    reason = "a test",
                    plan = Releases.Plan.Replace("service: shop", "service: other", StringComparison.Ordinal),
                }
            )
        ).Is(201);
    }
}
