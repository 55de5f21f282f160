using System.Collections.Immutable;
using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>One selector to ask for, and who gets which of the series that come back.</summary>
internal sealed record Fetch(Selector Selector, ImmutableArray<Pick> Picks)
{
    /// <summary>
    /// The data of both arms, in as few selectors as possible. If the bad requests are a subset of the total, they are
    /// picked from the series of the total. Two arms that differ in the value of one label share one selector.
    /// </summary>
    public static IReadOnlyList<Fetch> Of(ByArm total, ByArm? bad)
    {
        var candidate = OfArm(Arm.Candidate, total.Candidate, bad?.Candidate);
        if (total.Baseline is not { } baselineTotal)
        {
            return candidate;
        }

        var baseline = OfArm(Arm.Baseline, baselineTotal, bad?.Baseline);
        return candidate.Count == baseline.Count
            ? [.. candidate.Zip(baseline).SelectMany(pair => Join(pair.First, pair.Second))]
            : [.. candidate, .. baseline];
    }

    private static List<Fetch> OfArm(Arm arm, Query total, Query? bad)
    {
        var all = Selector.Parse(total);
        var counted = new Pick(arm, CounterRole.Total, []);
        if (bad is null)
        {
            return [new Fetch(all, [counted])];
        }

        var some = Selector.Parse(bad);
        return all.Beyond(some) is { } narrower
            ? [new Fetch(all, [counted, new Pick(arm, CounterRole.Bad, narrower)])]
            : [new Fetch(all, [counted]), new Fetch(some, [new Pick(arm, CounterRole.Bad, [])])];
    }

    private static IEnumerable<Fetch> Join(Fetch one, Fetch other)
    {
        if (one.Selector.Text == other.Selector.Text)
        {
            return [new Fetch(one.Selector, [.. one.Picks, .. other.Picks])];
        }

        return Selector.Join(one.Selector, other.Selector) is var (joined, mine, theirs)
            ?
            [
                new Fetch(
                    joined,
                    [.. one.Picks.Select(pick => pick.If(mine)), .. other.Picks.Select(pick => pick.If(theirs))]
                ),
            ]
            : [one, other];
    }
}
