using Rollouts.Domain.Connections;
using Rollouts.Integrations.Routers;

namespace Rollouts.Integrations.Tests.Routers;

public sealed class WeightChangeTests
{
    private static readonly BackendName Candidate = new("v2");
    private static readonly BackendName Stable = new("v1");

    [Theory]
    [InlineData(256)]
    [InlineData(65535)]
    public void A_change_that_is_cut_short_gives_no_more_than_the_old_or_the_new_share_and_never_nobody(int ceiling)
    {
        var grid = new WeightGrid.RatioUpTo(ceiling);
        int[] shares = [0, 1, 7, 100, 500, 1000, 2500, 3000, 3333, 5000, 6600, 9000, 9900, 9999, 10000];
        foreach (var (from, to) in shares.SelectMany(from => shares.Select(to => (from, to))))
        {
            var (was, wanted) = (grid.Nearest(new Weight(from)), grid.Nearest(new Weight(to)));
            var order = WeightChange.Order(
                (new BackendWeight(Candidate, wanted.Candidate), was.Candidate),
                (new BackendWeight(Stable, wanted.Stable), was.Stable)
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

    private static double Share((int Candidate, int Stable) weights) =>
        (double)weights.Candidate / (weights.Candidate + weights.Stable);

    private static (int Candidate, int Stable) Apply((int Candidate, int Stable) weights, BackendWeight change) =>
        change.Backend == Candidate ? (change.Weight, weights.Stable) : (weights.Candidate, change.Weight);
}
