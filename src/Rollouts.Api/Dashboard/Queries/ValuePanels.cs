using Rollouts.Analysis.Ticks;
using Rollouts.Api.Dashboard.Charts;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>A check of a value on the axis of its rollout: the values of both versions, and their limits.</summary>
internal static class ValuePanels
{
    public static Plot PlotOf(
        Plot frame,
        RolloutHistory history,
        CheckSamples samples,
        IReadOnlyList<PlotGap> gaps,
        TimeAxis axis,
        string slug
    )
    {
        var (check, values) = (samples.Check.Check, samples.Values);
        var limits = LimitsOf(check);
        var top = ValuePlot.TopOf(values, [.. limits.Select(limit => limit.Value)]);
        var every = check.Every;
        List<PlotLine> lines =
        [
            .. ValuePlot.Lines(values, tick => tick.Baseline, every, axis, top, "base", $"{slug}-b"),
            .. ValuePlot.Lines(values, tick => tick.Candidate, every, axis, top, "cand", $"{slug}-c"),
        ];
        List<PlotText> texts = [];
        foreach (var limit in limits)
        {
            var y = RatePlot.Y(limit.Value, top);
            lines.Add(new PlotLine("limit", $"0,{Words.Plain(y)} 1000,{Words.Plain(y)}"));
            texts.Add(new PlotText("halo c-bad", 0.2, y - 7, $"limit {limit.Written}"));
        }

        return frame with
        {
            Title = samples.Check.Name,
            Label =
                $"{samples.Check.Name}: {history.State.Spec.Version} {Newest(values, tick => tick.Candidate)}, "
                + $"{RolloutWords.Before(history.State)} {Newest(values, tick => tick.Baseline)}"
                + string.Concat(limits.Select(limit => $"; limit {limit.Written}"))
                + (gaps.Count > 0 ? $"; {Words.Of(gaps.Count, "gap", "gaps")} without an answer" : ""),
            Height = 132,
            Lines = lines,
            Texts = texts,
            Gaps = gaps,
            Y = ValuePlot.ScaleOf(top),
        };
    }

    public static IReadOnlyList<LegendEntry> LegendOf(
        string candidate,
        string baseline,
        IReadOnlyList<ValueTick> values,
        string slug
    ) =>
        [
            new("cand", candidate, $"{slug}-c", Newest(values, tick => tick.Candidate)),
            .. values.Any(tick => double.IsFinite(tick.Baseline))
                ? [new LegendEntry("base", baseline, $"{slug}-b", Newest(values, tick => tick.Baseline))]
                : Array.Empty<LegendEntry>(),
        ];

    /// <summary>The newest value of an arm in words.</summary>
    public static string Newest(IReadOnlyList<ValueTick> values, Func<ValueTick, double> arm) =>
        values.Count > 0 && arm(values[^1]) is var value && double.IsFinite(value) ? Words.Number(value) : "no value";

    private static IReadOnlyList<Quantity> LimitsOf(Check check) =>
        check.Judge is Judge.Threshold threshold
            ? threshold.Limit switch
            {
                ValueLimit.AtMost most => [most.Bound],
                ValueLimit.AtLeast least => [least.Bound],
                ValueLimit.Between both => [both.Low, both.High],
                _ => throw new System.Diagnostics.UnreachableException(),
            }
            : [];
}
