using Rollouts.Integrations.Routers.HAProxy;

namespace Rollouts.Integrations.Tests.Routers.HAProxy;

public sealed class WeightChangeTests
{
    private static readonly BackendName Candidate = new("v2");
    private static readonly BackendName Stable = new("v1");

    [Fact]
    public void A_change_that_is_cut_short_gives_no_more_than_the_old_or_the_new_share_and_never_nobody()
    {
        int[] shares = [0, 1, 7, 100, 500, 1000, 2500, 3000, 3333, 5000, 6600, 9000, 9900, 9999, 10000];
        foreach (var (from, to) in shares.SelectMany(from => shares.Select(to => (from, to))))
        {
            var (was, wanted) = (Numbers(from), Numbers(to));
            var order = WeightChange.Order(
                (new ServerWeight(Candidate, wanted.Candidate), was.Candidate),
                (new ServerWeight(Stable, wanted.Stable), was.Stable)
            );

            var half = order.Take(1).Aggregate(was, Apply);

            Assert.True(half.Candidate + half.Stable > 0, $"{was} -> {wanted}: nobody serves");
            Assert.True(
                Share(half) <= Math.Max(Share(was), Share(wanted)),
                $"{was} -> {wanted}: {half} gives more than either"
            );
            Assert.Equal(wanted, order.Aggregate(was, Apply));
        }
    }

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

    private static double Share((int Candidate, int Stable) weights) =>
        (double)weights.Candidate / (weights.Candidate + weights.Stable);

    private static (int Candidate, int Stable) Apply((int Candidate, int Stable) weights, ServerWeight change) =>
        change.Server == Candidate ? (change.Weight, weights.Stable) : (weights.Candidate, change.Weight);
}
