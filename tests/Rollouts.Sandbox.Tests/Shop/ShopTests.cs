namespace Rollouts.Sandbox.Tests.Shop;

/// <summary>Versions that can be made bad while they run.</summary>
public sealed class ShopTests : SandboxTest
{
    [Fact]
    public async Task Errors_are_turned_up_and_down()
    {
        Assert.Equal(200, await PutAsync("shop/checkout-v1", new { errorRate = 1 }));
        Assert.Equal(5, (await ShopAsync(5))[("checkout-v1", 500)]);

        Assert.Equal(200, await PutAsync("shop/checkout-v1", new { errorRate = 0 }));
        Assert.Equal(5, (await ShopAsync(5))[("checkout-v1", 200)]);
    }

    [Fact]
    public async Task A_part_of_the_errors_is_a_part()
    {
        await PutAsync("shop/checkout-v1", new { errorRate = 0.3, latencyMilliseconds = 0 });

        Assert.InRange((await ShopAsync(500))[("checkout-v1", 500)], 100, 200);
    }

    [Fact]
    public async Task Until_its_onset_a_version_is_good()
    {
        await PutAsync("shop/checkout-v1", new { errorRate = 1, onsetSeconds = 86_400 });
        Assert.Equal(5, (await ShopAsync(5))[("checkout-v1", 200)]);

        await PutAsync("shop/checkout-v1", new { errorRate = 1, onsetSeconds = 0.2 });
        await Eventually.IsAsync(async () => (await ShopAsync(1)).ContainsKey(("checkout-v1", 500)), "it became bad");
    }

    [Fact]
    public async Task A_new_version_is_started_and_an_old_one_stopped()
    {
        Assert.Equal(200, await PutAsync("shop/checkout-v3", new { }));
        Share(("checkout-v3", 100));
        Assert.Equal(3, (await ShopAsync(3))[("checkout-v3", 200)]);

        Assert.Equal(204, await DeleteAsync("shop/checkout-v3"));
        Assert.Equal(404, await DeleteAsync("shop/checkout-v3"));
        Assert.Equal(3, (await ShopAsync(3))[("checkout-v3", 503)]);
    }
}
