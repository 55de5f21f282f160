namespace Rollouts.Api.Tests.Rollouts;

/// <summary>A release past its point of no return, as its callers see it.</summary>
public sealed class PointOfNoReturnTests : ApiTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly object Why = new { reason = "because" };

    private static readonly object Confirmed = new { reason = "because", pastPointOfNoReturn = true };

    protected override bool Works => true;

    [Fact]
    public async Task Goes_back_only_for_a_caller_who_confirms_it()
    {
        var id = await PassedAsync(hold: "10m");
        var shown = (await RolloutAsync(id)).Json.GetProperty("pointOfNoReturn");
        Assert.Equal("the column is gone", shown.GetProperty("because").GetString());
        Assert.NotNull(shown.GetProperty("passedAt").GetString());

        var refused = (await Administrator.PostAsync($"rollouts/{id}/rollback", Why)).IsRefused(
            409,
            "rollout.past-the-point"
        );
        Assert.Contains("pastPointOfNoReturn", refused["detail"], StringComparison.Ordinal);
        (await Administrator.PostAsync($"rollouts/{id}/rollback", new { reason = "", pastPointOfNoReturn = true })).Is(
            400
        );

        (await Administrator.PostAsync($"rollouts/{id}/rollback", Confirmed)).Is(200);
        await IsAsync(id, "RolledBack");
    }

    [Fact]
    public async Task A_newer_version_waits_behind_it()
    {
        var id = await PassedAsync(hold: "10m");

        var newer = (await Administrator.StartAsync("v3")).Is(201)["id"];
        await Eventually.IsAsync(
            async () =>
                (await RolloutAsync(newer))["blockers"].Contains("is still on its way", StringComparison.Ordinal),
            "the newer version waits",
            Patience
        );

        Assert.Equal("Running", (await RolloutAsync(id))["status"]);
        Assert.Equal("Queued", (await RolloutAsync(newer))["status"]);
    }

    [Fact]
    public async Task A_return_after_its_success_is_confirmed_too()
    {
        var id = await PassedAsync(hold: "1s");
        await IsAsync(id, "Succeeded");

        (await Administrator.PostAsync($"rollouts/{id}/rollback", Why)).IsRefused(409, "rollout.past-the-point");
        var back = (await Administrator.PostAsync($"rollouts/{id}/rollback", Confirmed)).Is(201)["id"];
        await IsAsync(back, "Succeeded");
    }

    /// <summary>A release that an administrator has let past its point of no return.</summary>
    private async Task<string> PassedAsync(string hold)
    {
        var plan = Releases.Plan.Replace(
            "- approve: { from: [release-managers], within: 1h, otherwise: rollBack }",
            "- pointOfNoReturn: { because: the column is gone, approve: { from: [release-managers], within: 1h } }\n"
                + $"      - hold: {hold}",
            StringComparison.Ordinal
        );
        Answer? started = null;
        await Eventually.IsAsync(
            async () =>
            {
                started = await Administrator.StartAsync("v2", plan: plan);
                return !started.Text.Contains("service.router-unreadable", StringComparison.Ordinal);
            },
            "the router answers",
            Patience
        );
        var id = started!.Is(201)["id"];
        await Eventually.IsAsync(
            async () => (await RolloutAsync(id))["position"] == "0.1.0",
            "the approval of the point is asked for",
            Patience
        );
        var seen = ("If-Match", (await RolloutAsync(id)).Headers["ETag"]);
        (await Administrator.PostAsync($"rollouts/{id}/skip", Why, seen)).Is(200);
        return id;
    }

    private async Task<Answer> RolloutAsync(string id) => (await Administrator.GetAsync($"rollouts/{id}")).Is(200);

    private Task IsAsync(string id, string status) =>
        Eventually.IsAsync(async () => (await RolloutAsync(id))["status"] == status, $"it is {status}", Patience);
}
