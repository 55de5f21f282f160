using Rollouts.Analysis.Ticks;

namespace Rollouts.Api.Dashboard.Charts;

/// <summary>
/// The rates of both versions over a sliding minute. A window never crosses a gap, because the gap has no measurements.
/// </summary>
internal sealed class SlidingRates
{
    private const int FewestTicks = 5;

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    private SlidingRates(IReadOnlyList<RatePoint> candidate, IReadOnlyList<RatePoint> baseline, TimeSpan window) =>
        (Candidate, Baseline, Window) = (candidate, baseline, window);

    public IReadOnlyList<RatePoint> Candidate { get; }

    public IReadOnlyList<RatePoint> Baseline { get; }

    public TimeSpan Window { get; }

    public static SlidingRates Of(IReadOnlyList<CountTick> ticks, TimeSpan every)
    {
        var window = every * FewestTicks > Shortest ? every * FewestTicks : Shortest;
        return new SlidingRates(
            Slide(ticks, every, window, tick => tick.Candidate),
            Slide(ticks, every, window, tick => tick.Baseline),
            window
        );
    }

    /// <summary>The times of more than two intervals without an answer.</summary>
    public static IEnumerable<(Instant From, Instant To)> Gaps(IReadOnlyList<Tick> ticks, TimeSpan every)
    {
        for (var i = 1; i < ticks.Count; i++)
        {
            if (IsGap(ticks[i - 1], ticks[i], every))
            {
                yield return (ticks[i - 1].To, LastBefore(ticks[i], every));
            }
        }
    }

    // A tick after a gap may cover the whole gap. The gap is then bridged, and the tick's end is the last measurement.
    private static Instant LastBefore(Tick tick, TimeSpan every) =>
        tick.To - tick.From > 3 * every ? tick.To : tick.From;

    public static bool IsGap(Tick before, Tick after, TimeSpan every) =>
        after.To - before.To > (3 * every) + TimeSpan.FromSeconds(2);

    private static List<RatePoint> Slide(
        IReadOnlyList<CountTick> ticks,
        TimeSpan every,
        TimeSpan window,
        Func<CountTick, ArmIncrement> arm
    )
    {
        List<RatePoint> points = [];
        var (first, requests, bad, begins) = (0, 0L, 0L, true);
        for (var i = 0; i < ticks.Count; i++)
        {
            if (i > 0 && IsGap(ticks[i - 1], ticks[i], every))
            {
                (first, requests, bad, begins) = (i, 0, 0, true);
            }

            var now = arm(ticks[i]);
            (requests, bad) = (requests + now.Requests, bad + now.Bad);
            for (; ticks[i].To - ticks[first].To >= window && first < i; first++)
            {
                var left = arm(ticks[first]);
                (requests, bad) = (requests - left.Requests, bad - left.Bad);
            }

            if (requests == 0)
            {
                begins = true;
                continue;
            }

            points.Add(new RatePoint(ticks[i].To, requests, bad, begins));
            begins = false;
        }

        return points;
    }
}
