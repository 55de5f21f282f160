namespace Rollouts.Api.Tests.Rollouts;

/// <summary>What can be wanted of a rollout.</summary>
public sealed class CommandTests : ApiTest
{
    private static readonly object Why = new { reason = "because" };

    [Fact]
    public async Task A_roll_back_needs_no_position()
    {
        var id = (await Administrator.StartAsync("v2"))["id"];

        var back = (await Administrator.PostAsync($"rollouts/{id}/rollback", Why)).Is(200);

        Assert.Equal("Cancelled", back["status"]);
        (await Administrator.PostAsync($"rollouts/{id}/rollback", Why)).IsRefused(409, "rollout.already-final");
    }

    [Fact]
    public async Task All_others_say_what_they_were_decided_on()
    {
        var id = (await Administrator.StartAsync("v2"))["id"];
        foreach (var command in new[] { "approve", "reject", "pause", "resume", "skip", "promote", "abandon" })
        {
            var path = $"rollouts/{id}/{command}";
            (await Administrator.PostAsync(path, Why)).IsRefused(428, "request.if-match");
            foreach (
                var wrong in new[] { "*", "\"-1.0.0\"", "\" 0.0.0\"", "\"0.0\"", "\"0.0.0\", \"0.1.0\"", "0.0.0.0" }
            )
            {
                (await Administrator.PostAsync(path, Why, ("If-Match", wrong))).IsRefused(400, "request.if-match");
            }

            (await Administrator.PostAsync(path, Why, ("If-Match", "\"0.9.0\""))).IsRefused(
                409,
                "rollout.position-unknown"
            );
        }

        (await Administrator.PostAsync($"rollouts/{id}/pause", Why, ("If-Match", "W/\"0.0.0\""))).IsRefused(
            409,
            "rollout.not-running"
        );
    }

    [Fact]
    public async Task What_has_nothing_behind_it_makes_way_for_nothing()
    {
        var id = (await Administrator.StartAsync("v2"))["id"];
        var path = $"rollouts/{id}/supersede";

        (await Administrator.PostAsync(path, Why)).IsRefused(428, "request.if-match");
        (await Administrator.PostAsync(path, Why, ("If-Match", "\"0.0.0\""))).IsRefused(409, "rollout.nothing-waits");
    }

    [Fact]
    public async Task What_does_not_exist_is_said_so()
    {
        var id = Guid.NewGuid().ToString("N");
        (await Administrator.PostAsync($"rollouts/{id}/rollback", Why)).IsRefused(404, "rollout.unknown");
        (await Administrator.PostAsync("rollouts/nothing/retry", Why)).IsRefused(404, "rollout.unknown");
        (await Administrator.PostAsync($"rollouts/{id}/explode", Why)).IsRefused(404, "command.unknown");
        (await Administrator.GetAsync($"rollouts/{id}")).IsRefused(404, "rollout.unknown");
        (await Administrator.GetAsync($"rollouts/{id}/events")).IsRefused(404, "rollout.unknown");
        (await Administrator.GetAsync("rollouts/nothing/events")).IsRefused(404, "rollout.unknown");
    }

    [Fact]
    public async Task A_retry_is_a_rollout_of_its_own()
    {
        var id = (await Administrator.StartAsync("v2"))["id"];
        await Administrator.PostAsync($"rollouts/{id}/rollback", Why);

        var again = (await Administrator.PostAsync($"rollouts/{id}/retry", Why)).Is(201);

        Assert.Equal("v2", again["version"]);
        Assert.NotEqual(id, again["id"]);
    }
}
