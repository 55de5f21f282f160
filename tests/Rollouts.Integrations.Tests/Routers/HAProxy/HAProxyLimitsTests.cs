using Rollouts.Integrations.Routers.HAProxy;

namespace Rollouts.Integrations.Tests.Routers.HAProxy;

public sealed class HAProxyLimitsTests
{
    private static readonly BackendName Candidate = new("v2");
    private static readonly BackendName Stable = new("v1");

    [Fact]
    public void Every_share_that_HAProxy_can_give_is_read_back_as_it_was_asked_for()
    {
        var missed = Enumerable
            .Range(0, Weight.All + 1)
            .Select(points => new Weight(points))
            .Where(HAProxyLimits.Weights.CanGive)
            .Where(share =>
                new BackendSection([
                    Up("v2", Numbers(share.BasisPoints).Candidate),
                    Up("v1", Numbers(share.BasisPoints).Stable),
                ])
                    .See(Candidate, Stable)
                    .Traffic.Candidate != share
            );

        Assert.Empty(missed);
    }

    private static Server Up(string name, int weight) => new(name, weight, "UP", IsBackup: false);

    private static (int Candidate, int Stable) Numbers(int points) => HAProxyLimits.Weights.Nearest(new Weight(points));
}
