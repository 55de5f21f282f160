using Rollouts.Demo.Clients;
using Rollouts.Demo.Processes;
using Rollouts.Demo.Stages;
using Rollouts.Demo.Timelines;

namespace Rollouts.EndToEnd.Tests.Demo;

/// <summary>What <c>./run</c> shows, from outside: the API as a process, real requests through a mesh, all of it by HTTP.</summary>
public sealed class DemoTests
{
    private const string Service = "checkout";

    [Fact]
    public async Task A_good_version_gets_the_share_it_was_promised_and_then_all_and_a_bad_one_comes_back()
    {
        await using var stage = await Stage.StartAsync(new StageSettings(), default);
        await stage.Client.SubmitAsync(Hurried(StageFiles.Read(StageFiles.Canary)), default);
        using var customers = new Customers(stage.Sandbox.Front, Service);

        await stage.Shop.TurnIdleAsync(Service, errorRate: 0, default);
        var good = await stage.Client.StartAsync(Service, "staging", "2.0.0", "a good one", default);

        // While it is paused nothing moves, so that all are counted at one weight.
        await UntilAsync(stage, good, seen => seen is { Observed: "20%", Status: "Running" }, "a fifth of the traffic");
        await stage.Client.CommandAsync(good.Id, "pause", "to count", default);
        await customers.AreSharedAsync("checkout-v1", "checkout-v2", share: 0.2);
        await stage.Client.CommandAsync(good.Id, "resume", "counted", default);
        await UntilAsync(stage, good, seen => seen.HasEnded, "the end of the good release");
        await customers.AllGoToAsync("checkout-v2");

        await stage.Client.SubmitAsync(StageFiles.Read(StageFiles.Canary), default);
        await stage.Shop.TurnIdleAsync(Service, errorRate: 0.05, default);
        var bad = await stage.Client.StartAsync(Service, "staging", "2.0.1", "a bad one", default);
        await UntilAsync(stage, bad, seen => seen.HasEnded, "the end of the bad release");
        await customers.AllGoToAsync("checkout-v2");

        await TellsAsync(stage, good, "Succeeded", "administrator: checkout 2.0.0 is to go out", "SUCCEEDED");
        await TellsAsync(stage, bad, "RolledBack", "back to the old version [Breach]", "ROLLED BACK");
        await VerifiesAsync(stage);
    }

    [Fact]
    public async Task A_front_that_ignores_its_weights_holds_the_release_and_is_called_misrouted()
    {
        await using var stage = await Stage.StartAsync(new StageSettings(), default);
        await stage.Shop.TurnFrontAsync(Service, ignoresWeights: true, default);
        var held = await stage.Client.StartAsync(Service, "staging", "2.0.0", "behind a deaf front", default);

        await UntilAsync(stage, held, seen => seen.Status == "Paused", "the hold of the misrouted release");
        await TellsAsync(stage, held, "Paused", "check share on main: Misrouted", "asked 20 %, got ");

        await stage.Client.CommandAsync(held.Id, "rollback", "the front is deaf", default);
        await UntilAsync(stage, held, seen => seen.Status == "RolledBack", "the end of the misrouted release");
    }

    // A good version needs no long look to be good; the bad one gets the example as it is.
    private static string Hurried(string plan) =>
        Form.IsLong
            ? plan
            // Long enough to be paused at 20 % on a busy machine.
            : plan.Replace("atLeast: 25s", "atLeast: 20s", StringComparison.Ordinal)
                .Replace("bake: 1m", "bake: 5s", StringComparison.Ordinal);

    private static Task UntilAsync(Stage stage, RolloutSeen rollout, Func<RolloutSeen, bool> condition, string what) =>
        Eventually.IsAsync(
            async () => condition(await stage.Client.RolloutAsync(rollout.Id, default)),
            what,
            Form.ToTheEnd
        );

    private static async Task TellsAsync(Stage stage, RolloutSeen rollout, string status, params string[] parts)
    {
        var reader = new TimelineReader(stage.Client, rollout.Id);
        var story = string.Join('\n', await reader.MoreAsync(default));

        Assert.Equal(status, (await stage.Client.RolloutAsync(rollout.Id, default)).Status);
        Assert.All(parts, part => Assert.Contains(part, story, StringComparison.Ordinal));
        Assert.True(reader.IsWhole, story);
    }

    private static async Task VerifiesAsync(Stage stage)
    {
        // The database belongs to one process at a time.
        await stage.StopApiAsync();
        await using var verify = OwnedProcess.Start(
            Programs.DotNet,
            [Programs.PathOf("rollouts-worker"), "verify", "--data", stage.Data]
        );
        await verify.EndedAsync(default);

        Assert.True(verify.ExitCode == 0, verify.LastWords);
        Assert.Contains(" 0 of them not as they were written", verify.LastWords, StringComparison.Ordinal);
    }
}
