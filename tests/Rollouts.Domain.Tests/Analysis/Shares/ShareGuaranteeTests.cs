using FsCheck;
using FsCheck.Fluent;
using Rollouts.Analysis;
using Rollouts.Analysis.Numerics;
using Rollouts.Analysis.Power;
using Rollouts.Analysis.Shares;

namespace Rollouts.Domain.Tests.Analysis.Shares;

/// <summary>The promise of each increment, by enumeration, and of the whole judge, by simulation.</summary>
public sealed class ShareGuaranteeTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(10, 10)]
    [InlineData(10, 4)]
    public void Within_the_bounds_no_bet_is_expected_to_win(int assumed, int group)
    {
        foreach (int percent in new[] { 1, 5, 25, 50, 75, 99 })
        {
            var bounds = ShareBounds.Of(Weight.Percent(percent));
            var bets = new ShareBets(bounds);
            foreach (double share in new[] { bounds.Low, percent / 100.0, bounds.High })
            {
                foreach (int groups in new[] { 1, 2, 5, 20 })
                {
                    Assert.All(
                        Expected(bets, share, groups, group, assumed),
                        expected => Assert.True(expected <= 1 + 1e-9, $"{percent} %, {groups} groups: {expected}")
                    );
                }
            }
        }
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(5, 10)]
    [InlineData(25, 10)]
    [InlineData(50, 10)]
    public void A_router_that_obeys_is_found_in_fewer_than_one_run_of_a_hundred(int percent, int group)
    {
        int found = Enumerable
            .Range(0, 300)
            .Count(run =>
                ShareRehearsal.TicksUntilFound(
                    new ShareSettings(),
                    Weight.Percent(percent),
                    new GroupedTraffic(500, percent / 100.0, group),
                    ticks: 200,
                    new SeededGenerator(((ulong)percent << 32) + (ulong)run),
                    Router.Tick
                )
                    is not null
            );

        Assert.InRange(found, 0, 2);
    }

    [Fact]
    public void Packing_any_history_loses_nothing() =>
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), PackingLosesNothing).QuickCheckThrowOnFailure();

    [Fact]
    public void After_a_way_back_only_the_candidates_requests_can_raise_the_flag() =>
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), NothingIsLeft).QuickCheckThrowOnFailure();

    private static void PackingLosesNothing(ulong seed)
    {
        var random = new SeededGenerator(seed);
        var kept = Router.Asked(5);
        var stored = Router.Asked(5);
        for (int tick = 0; tick < 60; tick++)
        {
            ulong bits = random.NextBits();
            int? weight = (bits % 16) switch
            {
                0 => null,
                1 => (int)((bits >> 8) % 101),
                _ => -1,
            };
            if (weight != -1)
            {
                Split split = (bits & 32) != 0 ? Split.BothArms : Split.Returned;
                kept.Ask(weight, split);
                stored.Ask(weight, split);
            }

            long candidate = (long)(random.NextBits() % 200);
            long baseline = (long)(random.NextBits() % 400);
            kept.Count(candidate, baseline);
            stored.Count(candidate, baseline);
            stored.StoreAndReadBack();
            Assert.Equal(kept.State.Verdict(), stored.State.Verdict());
        }
    }

    private static void NothingIsLeft(ulong seed)
    {
        var random = new SeededGenerator(seed);
        var router = Router.Asked(50);
        router.Ask(0, Split.Returned);
        for (int tick = 0; tick < 60; tick++)
        {
            router.Count(0, (long)(random.NextBits() % 400));
            Assert.NotEqual(CheckOutcome.Misrouted, router.State.Outcome);
        }
    }

    /// <summary>
    /// The expected value of exp(increment) of each bet, over all ways in which groups fall on two arms.
    /// </summary>
    private static double[] Expected(ShareBets bets, double share, int groups, int group, int assumed)
    {
        double[] expected = new double[ShareBets.Count];
        double[] logs = new double[ShareBets.Count];
        for (int hits = 0; hits <= groups; hits++)
        {
            Array.Clear(logs);
            bets.Add(logs, new ShareCounts(hits * group, groups * group), assumed);
            double chance = Binomial(groups, hits, share);
            for (int bet = 0; bet < expected.Length; bet++)
            {
                expected[bet] += chance * Math.Exp(logs[bet]);
            }
        }

        return expected;
    }

    private static double Binomial(int groups, int hits, double share)
    {
        double ways = 1;
        for (int i = 0; i < hits; i++)
        {
            ways = ways * (groups - i) / (i + 1);
        }

        return ways * Math.Pow(share, hits) * Math.Pow(1 - share, groups - hits);
    }
}
