using Rollouts.Analysis;
using Rollouts.Analysis.Ticks;
using Rollouts.Api.Dashboard.Charts;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>
/// The charts of the checks on the axis of their rollout: rates with intervals, the limit, the evidence.
/// </summary>
internal static class CheckPanels
{
    public static CheckPanelView Of(RolloutHistory history, CheckSamples samples, TimeAxis axis, PageClock clock)
    {
        var (check, ticks, evidence) = (samples.Check, samples.Ticks, samples.Points);
        var every = check.Check.Every;
        var slug = $"{check.Check.Name}-{check.Target?.Value ?? "all"}";
        var limit = CheckText.LimitOf(check.Check);
        var rates = SlidingRates.Of(ticks, every);
        var (candidate, baseline) = (history.State.Spec.Version.Value, RolloutWords.Before(history.State));
        return new CheckPanelView(
            check.Name,
            samples.Chip,
            CheckText.Say(check.Check),
            samples.Evidence?.Sentence ?? "Nothing has been judged yet.",
            samples.Values.Count > 0
                    ? ValuePanels.PlotOf(
                        Frame(history, axis, clock),
                        history,
                        samples,
                        [.. Gaps(samples.Values, every, axis)],
                        axis,
                        slug
                    )
                : ticks.Count == 0 ? null
                : Rates(history, check, ticks, rates, limit, axis, clock, slug),
            samples.Values.Count > 0
                ? ValuePanels.LegendOf(candidate, baseline, samples.Values, slug)
                :
                [
                    Entry("cand", candidate, $"{slug}-c", rates.Candidate, ticks),
                    Entry("base", baseline, $"{slug}-b", rates.Baseline, ticks),
                ],
            Foot(history, samples, clock),
            $"{check.Check.Source?.Value ?? "the default source"}, every {Words.Span(every)}",
            CheckText.Query(history.State.Spec.Plan.AskedFor(check.Check)),
            evidence.Count == 0 ? null : Climb(history, check, ticks, evidence, axis, clock, slug),
            evidence.Count == 0
                ? []
                :
                [
                    new(
                        "climbl",
                        "toward breach",
                        $"{slug}-br",
                        Words.Percent(Math.Min(1, evidence[^1].Breach)),
                        "\u00A0%",
                        0
                    ),
                    new("healthyl", "toward healthy", $"{slug}-he", Words.Percent(evidence[^1].Healthy), "\u00A0%", 0),
                ]
        );
    }

    private static LegendEntry Entry(
        string css,
        string name,
        string series,
        IReadOnlyList<RatePoint> points,
        IReadOnlyList<CountTick> ticks
    ) =>
        new(
            css,
            name,
            series,
            points.Count > 0 && points[^1].At == ticks[^1].To ? Words.Percent(points[^1].Rate) : "no requests",
            "\u00A0%"
        );

    private static Plot Rates(
        RolloutHistory history,
        CheckRun check,
        IReadOnlyList<CountTick> ticks,
        SlidingRates rates,
        double? limit,
        TimeAxis axis,
        PageClock clock,
        string slug
    )
    {
        var top = RatePlot.TopOf(rates, limit);
        List<PlotLine> lines =
        [
            .. RatePlot.Lines(rates.Baseline, axis, top, "base", $"{slug}-b"),
            .. RatePlot.Lines(rates.Candidate, axis, top, "cand", $"{slug}-c"),
        ];
        List<PlotText> texts = [];
        if (limit is { } most && most <= top)
        {
            var y = RatePlot.Y(most, top);
            lines.Add(new PlotLine("limit", $"0,{Words.Plain(y)} 1000,{Words.Plain(y)}"));
            texts.Add(new PlotText("halo c-bad", 0.2, y - 7, $"limit {Words.Percent(most)}"));
        }

        var gaps = Gaps(ticks, check.Check.Every, axis).ToList();
        return Frame(history, axis, clock) with
        {
            Title = check.Name,
            Label =
                $"{check.Name}: {history.State.Spec.Version} "
                + (rates.Candidate.Count > 0 ? Words.Percent(rates.Candidate[^1].Rate) : "no requests")
                + $", {RolloutWords.Before(history.State)} "
                + (rates.Baseline.Count > 0 ? Words.Percent(rates.Baseline[^1].Rate) : "no requests")
                + (limit is { } of ? $"; limit {Words.Percent(of)}" : "")
                + (gaps.Count > 0 ? $"; {Words.Of(gaps.Count, "gap", "gaps")} without an answer" : ""),
            Height = 132,
            Bands =
            [
                .. RatePlot.Bands(rates.Baseline, axis, top, "baseb"),
                .. RatePlot.Bands(rates.Candidate, axis, top, "candb"),
            ],
            Lines = lines,
            Texts = texts,
            Gaps = gaps,
            Y = RatePlot.ScaleOf(top),
        };
    }

    private static Plot Climb(
        RolloutHistory history,
        CheckRun check,
        IReadOnlyList<CountTick> ticks,
        IReadOnlyList<EvidencePoint> evidence,
        TimeAxis axis,
        PageClock clock,
        string slug
    )
    {
        var shown = evidence.Where(point => axis.Shows(point.At)).ToList();
        var x = shown.ConvertAll(point => axis.X(point.At));
        var breach = shown.ConvertAll(point => 50 - (Math.Min(point.Breach, 1.2) * 40));
        var healthy = shown.ConvertAll(point => 50 + (point.Healthy * 40));
        List<PlotLine> lines =
        [
            new("climbl", RatePlot.Pairs(x, Downsampling.Keep(x, breach), i => breach[i]), $"{slug}-br", 125),
            new("healthyl", RatePlot.Pairs(x, Downsampling.Keep(x, healthy), i => healthy[i]), $"{slug}-he", -125),
            new("limit", "0,10 1000,10"),
            new("healthylimit", "0,90 1000,90"),
        ];
        List<PlotBand> bands = [];
        List<PlotText> texts = [new("halo c-bad", 0.2, 10, "breach"), new("halo c-ok", 0.2, 90, "healthy")];
        if (history.State.Status is Status.Running && Forecast.Of(evidence, point => point.Breach) is { } forecast)
        {
            var (from, y) = (x.Count > 0 ? x[^1] : 0, breach.Count > 0 ? breach[^1] : 50);
            lines.Add(
                new PlotLine("foreline", $"{Words.Plain(from)},{Words.Plain(y)} {Words.Plain(axis.X(forecast.At))},10")
            );
            bands.Add(
                new PlotBand(
                    "fore",
                    $"{Words.Plain(from)},{Words.Plain(y)} {Words.Plain(axis.X(forecast.Earliest))},10 "
                        + $"{Words.Plain(axis.X(forecast.Latest ?? axis.To))},10"
                )
            );
            texts.Add(
                new PlotText(
                    "halo c-rise opt",
                    Math.Min(axis.Percent(forecast.At), 84),
                    20,
                    clock.Time(forecast.At),
                    " if it goes on"
                )
            );
        }

        return Frame(history, axis, clock) with
        {
            Title = $"Evidence of {check.Name}",
            Label =
                $"Evidence of {check.Name}: {Words.Percent(Math.Min(1, evidence[^1].Breach))} of what a breach needs, "
                + $"{Words.Percent(evidence[^1].Healthy)} of what a healthy outcome needs",
            Height = 104,
            Lines = lines,
            Bands = bands,
            Texts = texts,
            Gaps = [.. Gaps(ticks, check.Check.Every, axis)],
            Y = [new(10, "100\u00A0%", Class: "c-bad"), new(50, "0"), new(90, "100\u00A0%", Class: "c-ok")],
        };
    }

    private static Plot Frame(RolloutHistory history, TimeAxis axis, PageClock clock)
    {
        var until = WeightCharts.Until(history, clock);
        return new Plot
        {
            Title = "",
            Label = "",
            X = axis.Ticks(clock),
            Now = axis.Shows(until) ? axis.Percent(until) : null,
            Decision = WeightCharts.Decision(history) is { } at && axis.Shows(at) ? axis.Percent(at) : null,
        };
    }

    private static IEnumerable<PlotGap> Gaps(IReadOnlyList<Tick> ticks, TimeSpan every, TimeAxis axis) =>
        SlidingRates
            .Gaps(ticks, every)
            .Where(gap => gap.To > axis.From && gap.From < axis.To)
            .Select(gap => new PlotGap(
                axis.Percent(gap.From),
                Math.Max(axis.Percent(gap.To) - axis.Percent(gap.From), 0.2),
                $"no answer for {Words.Span(gap.To - gap.From)}"
            ));

    private static IReadOnlyList<string> Foot(RolloutHistory history, CheckSamples samples, PageClock clock)
    {
        var (check, evidence) = (samples.Check, samples.Points);
        List<string> foot = [];
        if (samples.Evidence is { Candidate: { } candidate } found)
        {
            foot.Add(Count(history.State.Spec.Version.Value, candidate));
            if (found.Baseline is { } baseline)
            {
                foot.Add(Count(RolloutWords.Before(history.State), baseline));
            }
        }

        foot.Add(samples.NewestAt is { } newest ? $"newest sample {clock.Ago(newest)} old" : "no sample yet");
        if (
            history.State.Status is Status.Running
            && Forecast.Of(evidence, point => point.Healthy) is { } healthy
            && check.Outcome == CheckOutcome.Watching
        )
        {
            foot.Add($"enough requests for healthy at about {clock.Time(healthy.At)}");
        }

        return foot;
    }

    private static string Count(string version, ArmCount count) =>
        $"{version}: {Words.Count(count.Bad)} bad of {Words.Count(count.Requests)} ({Words.Percent(count.Rate)})";
}
