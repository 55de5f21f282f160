using Microsoft.Extensions.DependencyInjection;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Rollouts.Commands;
using Rollouts.Storage;

namespace Rollouts.Api.Tests.Rollouts;

/// <summary>A release from its start to its end, as a pipeline and two people see it.</summary>
public sealed class WholeReleaseTests : ApiTest
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private static readonly object Why = new { reason = "because" };

    protected override bool Works => true;

    [Fact]
    public async Task Goes_out_when_it_is_let_and_comes_back_when_it_is_called()
    {
        var id = (await Administrator.StartAsync("v2")).Is(201)["id"];
        var asked = await UntilAsync(
            id,
            answer => answer["summary"].Contains("release-managers", StringComparison.Ordinal)
        );

        // An administrator who is in none of the groups cannot say yes, and may overrule by name.
        var seen = ("If-Match", asked.Headers["ETag"]);
        (await Administrator.PostAsync($"rollouts/{id}/approve", Why, seen)).IsRefused(403, "rollout.not-an-approver");
        var refused = await Trail.ReadAsync(Host, "access/door");
        Assert.Contains("\"rollout.not-an-approver\"", refused[^1].Data, StringComparison.Ordinal);
        (await Administrator.PostAsync($"rollouts/{id}/skip", Why, seen)).Is(200);
        (await Administrator.PostAsync($"rollouts/{id}/skip", Why, seen)).IsRefused(412, "rollout.position-passed");
        var ended = await UntilAsync(id, answer => answer["status"] is "Succeeded" or "RolledBack" or "Paused");
        Assert.Equal("Succeeded", ended["status"]);

        var back = (await Administrator.PostAsync($"rollouts/{id}/rollback", Why)).Is(201);
        var returned = await UntilAsync(back["id"], answer => answer["status"] == "Succeeded");
        Assert.Equal("100%", returned.Json.GetProperty("targets")[0].GetProperty("observed").GetString());
    }

    [Fact]
    public async Task Comes_back_also_if_it_succeeded_since_its_caller_looked()
    {
        var quick = Releases.Plan.Replace(
            "- approve: { from: [release-managers], within: 1h, otherwise: rollBack }",
            "- hold: 1s",
            StringComparison.Ordinal
        );
        var id = (await Administrator.StartAsync("v2", plan: quick)).Is(201)["id"];
        var reader = Host.Services.GetRequiredService<StateReader>();
        var rollout = new RolloutId(Guid.ParseExact(id, "N"));
        var seen = await reader.LoadAsync(StreamName.Of(rollout), default);
        Assert.IsNotType<Status.Succeeded>(seen.State!.Status);
        await UntilAsync(id, answer => answer["status"] == "Succeeded");

        var handler = new RollBackRolloutHandler(
            Host.Services.GetRequiredService<RolloutInbox>(),
            Host.Services.GetRequiredService<RolloutStarter>(),
            reader
        );
        var context = new RequestContext(Caller.Owner, "k", new RequestSource("a test", "here")) { Rollout = seen };
        var result = await handler.Handle(new RollBackRollout(context, rollout, "it is bad"), default);

        Assert.True(Assert.IsType<UseCaseResult<Rollout>.Done>(result).IsNew);
    }

    [Fact]
    public async Task Makes_way_for_a_newer_one_when_somebody_says_so()
    {
        const string Patient = $"{Releases.Plan}limits: {{ newVersion: queue }}\n";
        var older = (await Administrator.StartAsync("v2", plan: Patient)).Is(201)["id"];
        var asked = await UntilAsync(
            older,
            answer => answer["summary"].Contains("release-managers", StringComparison.Ordinal)
        );
        var newer = (await Administrator.StartAsync("v3", plan: Patient)).Is(201)["id"];

        (await Administrator.PostAsync($"rollouts/{older}/supersede", Why, ("If-Match", "\"0.0.0\""))).IsRefused(
            412,
            "rollout.position-passed"
        );
        (await Administrator.PostAsync($"rollouts/{older}/supersede", Why, ("If-Match", asked.Headers["ETag"]))).Is(
            200
        );

        Assert.Equal("Superseded", (await UntilAsync(older, answer => answer["status"] == "Superseded"))["status"]);
        await UntilAsync(newer, answer => answer["status"] == "Running");
    }

    [Fact]
    public async Task A_plan_that_is_submitted_meanwhile_changes_nothing_of_a_rollout_that_has_started()
    {
        (await Administrator.PostAsync("plans", Releases.Plan)).Is(201);
        var older = (await Administrator.PostAsync("rollouts", Version("v2"))).Is(201)["id"];
        await UntilAsync(older, IsAskedFor("release-managers"));
        var other = Releases.Plan.Replace("release-managers", "auditors", StringComparison.Ordinal);

        (await Administrator.PostAsync("plans", other)).Is(201);

        (await Administrator.PostAsync($"rollouts/{older}/pause", Why, ("If-Match", await TagOfAsync(older)))).Is(200);
        (await Administrator.PostAsync($"rollouts/{older}/resume", Why, ("If-Match", await TagOfAsync(older)))).Is(200);
        await UntilAsync(older, IsAskedFor("release-managers"));
        (await Administrator.PostAsync($"rollouts/{older}/rollback", Why)).Is(200);
        await UntilAsync(older, answer => answer["status"] == "RolledBack");
        var newer = (await Administrator.PostAsync("rollouts", Version("v3"))).Is(201)["id"];
        await UntilAsync(newer, IsAskedFor("auditors"));
    }

    /// <summary>A start by the newest plan that is submitted.</summary>
    private static object Version(string version) =>
        new
        {
            service = "shop",
            environment = "staging",
            version,
            reason = "because",
        };

    private static Func<Answer, bool> IsAskedFor(string group) =>
        answer => answer["summary"].Contains(group, StringComparison.Ordinal);

    private async Task<string> TagOfAsync(string id) =>
        (await Administrator.GetAsync($"rollouts/{id}")).Is(200).Headers["ETag"];

    private async Task<Answer> UntilAsync(string id, Func<Answer, bool> condition)
    {
        Answer? last = null;
        try
        {
            await Eventually.IsAsync(
                async () => condition(last = (await Administrator.GetAsync($"rollouts/{id}")).Is(200)),
                $"rollout {id} to get on",
                Longest
            );
        }
        catch (Xunit.Sdk.XunitException failure)
        {
            throw new Xunit.Sdk.XunitException($"{failure.Message}: {last?.Text}", failure);
        }

        return last!;
    }
}
