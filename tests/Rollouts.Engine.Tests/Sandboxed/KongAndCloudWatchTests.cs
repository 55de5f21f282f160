using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Engine.Tests.Sandboxed;

/// <summary>Whole releases over the sandbox's Kong, judged by the sandbox's CloudWatch.</summary>
public sealed class KongAndCloudWatchTests
{
    private const string Steps =
        "{ shift: 50% }, { verify: { atLeast: 2s, atMost: 1m } }, { shift: 100% }, { bake: 2s }";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_good_version_goes_out_and_a_bad_one_comes_back()
    {
        await using var shop = await KongShop.StartAsync();
        await using var releases = await ShopReleases.StartAsync(shop, settling: "1s");

        var good = await releases.OpenAsync("v2", period: "1s", Steps);
        var gone = await releases.UntilAsync(good, state => state.IsFinal, "the good version to go out", Longest);
        Assert.IsType<Status.Succeeded>(gone.Status);
        Assert.Equal((0, 100), (shop.WeightOf(KongShop.Blue), shop.WeightOf(KongShop.Green)));

        shop.Failing = KongShop.Blue;
        var bad = await releases.OpenAsync("v3", period: "1s", Steps);
        var back = await releases.UntilAsync(bad, state => state.IsFinal, "the bad version to come back", Longest);
        Assert.IsType<Status.RolledBack>(back.Status);
        Assert.Equal((0, 100), (shop.WeightOf(KongShop.Blue), shop.WeightOf(KongShop.Green)));
    }

    [Fact]
    public async Task An_alarm_that_rings_already_keeps_a_release_queued_until_CloudWatch_says_otherwise()
    {
        await using var shop = await KongShop.StartAsync();
        await using var releases = await ShopReleases.StartAsync(shop, settling: "1s");
        shop.SetAlarm("shop-5xx", "ALARM");

        var id = await releases.OpenAsync("v2", period: "1s", Steps);
        await releases.UntilAsync(
            id,
            state => state is { Status: Status.Queued } && state.AlarmsRinging.Contains("shop-5xx"),
            "the release to wait",
            Longest
        );
        shop.SetAlarm("shop-5xx", "OK");

        await releases.UntilAsync(id, state => state.Status is Status.Running, "the release to begin", Longest);
    }

    [Fact]
    public async Task A_hundred_releases_ask_in_as_many_calls_as_one()
    {
        const int rollouts = 100;
        await using var shop = await KongShop.StartAsync(rollouts);
        await using var releases = await ShopReleases.StartAsync(shop, settling: "1s");
        for (var i = 0; i < rollouts; i++)
        {
            await releases.OpenAsync("v2", period: "10s", "{ shift: 50% }, { hold: 1h }", i);
        }

        // Each of them asks for two metrics of two versions: one call holds all of a period.
        await Eventually.IsAsync(
            () => shop.Calls.Contains("GetMetricData 400"),
            "a call that asks for all of them",
            Longest
        );
    }
}
