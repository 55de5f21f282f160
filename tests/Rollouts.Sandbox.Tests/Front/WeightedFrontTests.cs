namespace Rollouts.Sandbox.Tests.Front;

/// <summary>Customers go where the weights of the route say, from the next request on.</summary>
public sealed class WeightedFrontTests : SandboxTest
{
    [Theory]
    [InlineData(100, 0)]
    [InlineData(95, 5)]
    [InlineData(50, 50)]
    [InlineData(0, 100)]
    [InlineData(1, 3)]
    public async Task Follows_the_weights_exactly(int stable, int candidate)
    {
        Share(("checkout-v1", stable), ("checkout-v2", candidate));

        var served = await ShopAsync(400);

        Assert.Equal(400 * stable / (stable + candidate), served.GetValueOrDefault(("checkout-v1", 200)));
        Assert.Equal(400 * candidate / (stable + candidate), served.GetValueOrDefault(("checkout-v2", 200)));
    }

    [Fact]
    public async Task Shares_smoothly_and_not_in_blocks()
    {
        Share(("checkout-v1", 75), ("checkout-v2", 25));

        for (var round = 0; round < 5; round++)
        {
            Assert.Equal(1, (await ShopAsync(4))[("checkout-v2", 200)]);
        }
    }

    [Fact]
    public async Task A_version_that_does_not_run_is_a_503_and_counted_as_one()
    {
        Share(("checkout-v1", 50), ("checkout-v3", 50));

        Assert.Equal(5, (await ShopAsync(10))[("checkout-v3", 503)]);
        Assert.Equal(5, Sandbox.Metrics.Answers()["checkout-v3"][503]);
    }

    [Fact]
    public async Task Without_any_weight_there_is_no_shop()
    {
        Share(("checkout-v1", 0), ("checkout-v2", 0));

        Assert.Equal(3, (await ShopAsync(3))[("nobody", 404)]);
    }

    [Fact]
    public async Task Each_service_follows_its_own_route()
    {
        Share(("checkout-v1", 0), ("checkout-v2", 100));

        Assert.Equal("checkout-v2", await ServerOfAsync("checkout/basket?size=2"));
        Assert.Equal("search-v1", await ServerOfAsync("search"));
        Assert.Null(await ServerOfAsync("books"));
    }
}
