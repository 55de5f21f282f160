namespace Rollouts.Api.Tests.Freezes;

/// <summary>Freezes that somebody declares while everything runs.</summary>
public sealed class FreezesTests : ApiTest
{
    private static readonly object Why = new { reason = "x" };

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    protected override bool Works => true;

    [Fact]
    public async Task A_rollout_begins_when_the_freeze_is_lifted_and_not_before()
    {
        (await DeclareAsync("sale")).Is(201);
        var frozen = (await Administrator.StartAsync("v2")).Is(201)["id"];
        await UntilAsync(frozen, "freeze");
        var listed = Assert.Single((await Administrator.GetAsync("freezes/staging")).Is(200).Json.EnumerateArray());
        Assert.True(listed.GetProperty("inForce").GetBoolean());

        (await Administrator.PostAsync("freezes/staging/sale/lift", Why)).Is(200);

        await UntilAsync(frozen, "release-managers");
        (await Administrator.PostAsync("freezes/staging/sale/lift", Why)).IsRefused(404, "freeze.unknown");
    }

    [Fact]
    public async Task One_rollout_may_be_let_pass()
    {
        (await DeclareAsync("sale")).Is(201);
        var id = (await Administrator.StartAsync("v2")).Is(201)["id"];
        await UntilAsync(id, "freeze");

        (await Administrator.PostAsync("freezes/staging/sale/override", new { rollout = id, reason = "urgent" })).Is(
            200
        );

        await UntilAsync(id, "release-managers");
        var again = await Administrator.PostAsync(
            "freezes/staging/sale/override",
            new { rollout = id, reason = "urgent" }
        );
        again.IsRefused(409, "freeze.passed-already");
        var log = await Trail.ReadAsync(Host, "freeze/staging");
        Assert.Equal(["freeze.declared.v1", "freeze.passed.v1"], log.Select(entry => entry.Event));
        Assert.Equal("urgent", log[1].Reason);
    }

    [Fact]
    public async Task A_freeze_that_makes_no_sense_is_refused()
    {
        (await DeclareAsync("sale")).Is(201);
        (await DeclareAsync("sale")).IsRefused(409, "freeze.name-taken");
        (await DeclareAsync("old", "2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z")).IsRefused(
            409,
            "freeze.never-in-force"
        );
        (await DeclareAsync("odd", "2090-01-02T00:00:00Z", "2090-01-01T00:00:00Z")).IsRefused(
            409,
            "freeze.never-in-force"
        );
        (await DeclareAsync("..")).IsRefused(400, "request.name");
        (await Administrator.PostAsync("freezes/staging/-sale/lift", Why)).IsRefused(400, "request.name");
        (
            await Administrator.PostAsync(
                "freezes/staging/-sale/override",
                new { rollout = Guid.NewGuid(), reason = "x" }
            )
        ).IsRefused(400, "request.name");
        (await DeclareAsync("x", "yesterday")).IsRefused(400, "request.body");
        (
            await Administrator.PostAsync(
                "freezes",
                new
                {
                    environment = "moon",
                    name = "x",
                    reason = "x",
                }
            )
        ).IsRefused(404, "environment.unknown");
        (
            await Administrator.PostAsync(
                "freezes/staging/none/override",
                new { rollout = Guid.NewGuid(), reason = "x" }
            )
        ).IsRefused(404, "rollout.unknown");
    }

    private Task<Answer> DeclareAsync(string name, string? from = null, string? until = null) =>
        Administrator.PostAsync(
            "freezes",
            new
            {
                environment = "staging",
                name,
                reason = "sale",
                from,
                until,
            }
        );

    private Task UntilAsync(string id, string word) =>
        Eventually.IsAsync(
            async () =>
                (await Administrator.GetAsync($"rollouts/{id}")).Is(200).Text.Contains(word, StringComparison.Ordinal),
            $"the rollout to say '{word}'",
            Longest
        );
}
