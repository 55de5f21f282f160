using Rollouts.Api.Tests.Connections;

namespace Rollouts.Api.Tests.Rollouts;

/// <summary>A retry takes the plan that its rollout had, which administrators may have ruled out since.</summary>
public sealed class RetryTests : ApiTest
{
    private static readonly object Why = new { reason = "because" };

    [Fact]
    public async Task A_retry_with_a_plan_that_the_environment_no_longer_accepts_is_refused()
    {
        (await Administrator.PutAsync("environments/late", "{}", Writing.New)).Is(201);
        await Eventually.IsAsync(
            async () => (await LintAsync()).GetProperty("accepted").GetBoolean(),
            "the environment to be in force"
        );
        var id = (await StartAsync()).Is(201).Json.GetProperty("id").GetString();
        (await Administrator.PostAsync($"rollouts/{id}/rollback", Why)).Is(200);

        (await Administrator.PutAsync("environments/late", "longest: 1m", Writing.Revision(1))).Is(200);
        await Eventually.IsAsync(
            async () => !(await LintAsync()).GetProperty("accepted").GetBoolean(),
            "the demand to be in force"
        );

        (await StartAsync()).IsRefused(422, "plan.refused");
        var refused = (await Administrator.PostAsync($"rollouts/{id}/retry", Why)).IsRefused(
            409,
            "service.plan-refused"
        );
        Assert.Contains("plan.loosens-environment", refused["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_that_was_handed_to_another_controller_is_driven_by_no_retry()
    {
        (await Administrator.PutAsync("environments/late", "{}", Writing.New)).Is(201);
        await Eventually.IsAsync(
            async () => (await LintAsync()).GetProperty("accepted").GetBoolean(),
            "the environment to be in force"
        );
        var id = (await StartAsync()).Is(201)["id"];
        (await Administrator.PostAsync($"rollouts/{id}/rollback", Why)).Is(200);

        (await Administrator.PutAsync("environments/late", "mode: observe", Writing.Revision(1))).Is(200);
        var retried = default(Answer);
        await Eventually.IsAsync(
            async () => (retried = await Administrator.PostAsync($"rollouts/{id}/retry", Why)).Status == 409,
            "the mode to be in force"
        );

        retried!.IsRefused(409, "service.environment-observes");
    }

    private static string Plan => Releases.Plan.Replace("staging", "late", StringComparison.Ordinal);

    private async Task<System.Text.Json.JsonElement> LintAsync() =>
        (await Administrator.PostAsync("plans/lint", Plan)).Is(200).Json;

    private Task<Answer> StartAsync() =>
        Administrator.PostAsync(
            "rollouts",
            new
            {
                service = "shop",
                environment = "late",
                version = "v2",
                reason = "a test",
                plan = Plan,
            }
        );
}
