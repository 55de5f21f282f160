namespace Rollouts.Sandbox.Tests.Load;

public sealed class LoadMakerTests : SandboxTest
{
    [Fact]
    public async Task Customers_come_and_stay_away_as_told()
    {
        Assert.Equal(0, Sandbox.Load.Counted.Sent);

        Assert.Equal(200, await PutAsync("load", new { requestsPerSecond = 200 }));
        await Eventually.IsAsync(() => Sandbox.Load.Counted.Sent >= 100, "customers came");
        await PutAsync("shop/checkout-v1", new { errorRate = 1 });
        await Eventually.IsAsync(() => Sandbox.Load.Counted.Bad > 10, "customers met errors");

        await PutAsync("load", new { requestsPerSecond = 0 });
        Assert.Equal(0, Sandbox.Load.PerSecond);
    }
}
