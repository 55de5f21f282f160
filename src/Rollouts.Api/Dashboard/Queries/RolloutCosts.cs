using Rollouts.Analysis.Ticks;
using Rollouts.Api.Dashboard.Charts;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>
/// The cost of a rollout so far: the bad requests of the new version beyond those that the old one would have had for
/// the same number of requests.
/// </summary>
internal static class RolloutCosts
{
    private const double Z = 1.959964;

    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    /// <summary>
    /// One cost for each kind of bad request, because two checks on the same counts would count it twice.
    /// </summary>
    public static IReadOnlyList<CostView> Of(IReadOnlyList<CheckSamples> samples) =>
        [.. samples.Select(one => Of(one.Check, one.Ticks)).OfType<CostView>().DistinctBy(cost => cost.What)];

    public static CostView? Of(CheckRun check, IReadOnlyList<CountTick> ticks)
    {
        var (requests, bad) = (ticks.Sum(tick => tick.Candidate.Requests), ticks.Sum(tick => tick.Candidate.Bad));
        if (requests == 0 || check.Check.IsOfRouter)
        {
            return null;
        }

        var (expected, variance) = (0d, 0d);
        var (others, othersBad) = Baseline(ticks);
        if (others > 0)
        {
            var share = (double)requests / others;
            (expected, variance) = (share * othersBad, bad + (share * share * othersBad));
        }

        var excess = bad - expected;
        var half = Z * Math.Sqrt(Math.Max(variance, bad));
        var kind = CheckText.IsLatency(check.Check) ? "slow" : "failed";
        var late = ticks.Where(tick => tick.To > ticks[^1].To - Late).ToList();
        var lateBad = late.Sum(tick => tick.Candidate.Bad);
        return new CostView(
            Positive(excess),
            $"{kind} requests above the baseline",
            [
                new("between", $"{Positive(excess - half)} and {Positive(excess + half)}", "95 %"),
                new($"{kind} of the candidate's", $"{Words.Count(bad)} of {Words.Count(requests)}", ""),
                new("in the last minute", Words.Count(lateBad), ""),
                new("counted by", check.Name, ""),
            ]
        );
    }

    private static string Positive(double number) => Words.Count(Math.Max(0, Math.Round(number)));

    private static (long Requests, long Bad) Baseline(IReadOnlyList<CountTick> ticks)
    {
        var both = ticks.Where(tick => tick.Candidate.Requests > 0 && tick.Baseline.Requests > 0).ToList();
        return (both.Sum(tick => tick.Baseline.Requests), both.Sum(tick => tick.Baseline.Bad));
    }
}
