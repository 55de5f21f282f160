using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Integrations.Tests.Routers.GatewayApi;

/// <summary>What the router writes fits the published schema of the Gateway API.</summary>
public sealed class GatewayApiJudgeTests
{
    [Fact]
    public async Task Every_object_that_is_written_fits_the_schema()
    {
        await using var route = await OneRoute.StartAsync();
        using var router = route.Open();
        List<string> written = [];
        foreach (var percent in new[] { 0, 1, 5, 50, 100 })
        {
            var traffic = new Traffic(Weight.Percent(percent), [], Weight.Zero);
            Assert.Null(await router.WriteAsync(OneRoute.Arms(), traffic, default));
            written.Add(route.Server[OneRoute.Path].ToJsonString());
        }

        Assert.Null(
            await router.AddCandidateAsync(OneRoute.Arms() with { Candidate = new BackendName("v3") }, default)
        );
        written.Add(route.Server[OneRoute.Path].ToJsonString());

        var said = await NodeClient.RunAsync("gateway-api.mjs", written);

        Assert.Equal(written.Select(_ => "valid: true"), said);
    }
}
