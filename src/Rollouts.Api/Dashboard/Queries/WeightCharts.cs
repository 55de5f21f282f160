using Rollouts.Api.Dashboard.Charts;
using Rollouts.Domain.Plans.Courses;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>
/// The weight of each target over time, as planned, desired, applied and observed. The four lines are never merged.
/// </summary>
internal static class WeightCharts
{
    /// <summary>With more targets only the first are drawn. The table has all of them.</summary>
    private const int Most = 6;

    private const int Tall = 188;

    private const int Low = 120;

    public static IReadOnlyList<WeightChartView> Of(RolloutHistory history, TimeAxis axis, PageClock clock) =>
        [
            .. history
                .State.Targets.Take(Most)
                .Select((target, index) => Of(history, target, axis, clock, index == 0 ? Tall : Low)),
        ];

    /// <summary>The weights of a target by its plan if no step waits, from one time on, step by step.</summary>
    /// <param name="from">The first step.</param>
    /// <param name="ran">How long that step has run by then.</param>
    public static IReadOnlyList<(Instant At, Weight Weight)> Planned(
        StepProgram program,
        Instant begin,
        int from,
        TimeSpan ran,
        Weight weight
    )
    {
        List<(Instant At, Weight Weight)> steps = [(begin, weight)];
        var at = begin;
        for (var i = from; i < program.Instructions.Count; i++)
        {
            if (program.Instructions[i] is Instruction.Shift shift)
            {
                steps.Add((at, shift.To));
            }

            var left = program.Instructions[i].Shortest - (i == from ? ran : TimeSpan.Zero);
            at += left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }

        steps.Add((at, steps[^1].Weight));
        return steps;
    }

    private static WeightChartView Of(
        RolloutHistory history,
        TargetState target,
        TimeAxis axis,
        PageClock clock,
        int height
    )
    {
        var state = history.State;
        var until = Until(history, clock);
        var desired = history.Follow(at => at.Target(target.Name)?.Aim.Candidate);
        var applied = history.Follow(at => at.Target(target.Name)?.Applied?.Candidate);
        var observed = history.Follow(at => at.Target(target.Name)?.Observed?.Traffic.Candidate);
        List<PlotLine> lines = [];
        if (target.Spec.Wave == 0 && state.BeganAt is { } began)
        {
            Add("plan", Planned(state.Spec.Steps, began, 0, TimeSpan.Zero, Weight.Zero), axis.To, null);
        }

        if (state.Status is Status.Running && target.Spec.Wave == state.Position.Wave)
        {
            var ran = state.Step.RunBy(until);
            Add(
                "plan",
                Planned(state.Spec.Steps, until, state.Position.Step, ran, target.Aim.Candidate),
                axis.To,
                null
            );
        }

        Add("obs", observed, until, $"observed-{target.Name}");
        Add("want", desired, until, $"desired-{target.Name}");
        Add("appl", applied, until, $"applied-{target.Name}");
        var title = state.Targets.Count == 1 ? $"Weight of {state.Spec.Version}" : $"Weight on {target.Name}";
        return new WeightChartView(
            title,
            new Plot
            {
                Title = title,
                Height = height,
                Label =
                    $"{title} over time: "
                    + string.Join(
                        ", ",
                        desired.TakeLast(8).Select(step => $"{Words.Percent(step.Value)} from {clock.Time(step.At)}")
                    )
                    + ". The figures stand in the table below.",
                Lines = lines,
                Bands = Area(observed, axis, until),
                Y = StairPlot.Scale,
                X = axis.Ticks(clock),
                Spans = Spans(history, axis, until),
                Marks = Marks(history, axis, clock),
                Now = axis.Shows(until) ? axis.Percent(until) : null,
                Decision = Decision(history) is { } decided && axis.Shows(decided) ? axis.Percent(decided) : null,
            },
            [
                Entry("obs", "observed", $"observed-{target.Name}", target.Observed?.Traffic.Candidate),
                Entry("want", "desired", $"desired-{target.Name}", target.Aim.Candidate),
                Entry("appl", "applied", $"applied-{target.Name}", target.Applied?.Candidate),
                new LegendEntry("plan", "planned"),
            ]
        );

        void Add(string css, IReadOnlyList<(Instant At, Weight Weight)> steps, Instant to, string? series)
        {
            if (StairPlot.Points(steps, axis, to) is { } points)
            {
                lines.Add(new PlotLine(css, points, series, StairPlot.Top));
            }
        }
    }

    /// <summary>The end of the known time: the present, the replayed instant or the end of the rollout.</summary>
    public static Instant Until(RolloutHistory history, PageClock clock) =>
        history.State.Status is Status.Final final && final.At < clock.Now ? final.At : clock.Now;

    /// <summary>The time of the decision to roll back; null if there is none.</summary>
    public static Instant? Decision(RolloutHistory history) =>
        history.Moments.FirstOrDefault(moment => moment.Event.Event is RolloutEvent.RollbackStarted)?.Event.At;

    private static LegendEntry Entry(string css, string name, string series, Weight? weight) =>
        new(
            css,
            name,
            series,
            weight is { } value ? Words.Percent(value) : "unknown",
            "\u00A0%",
            Digits: 0,
            Holds: true
        );

    private static IReadOnlyList<PlotBand> Area(
        IReadOnlyList<(Instant At, Weight Weight)> observed,
        TimeAxis axis,
        Instant until
    ) =>
        StairPlot.Points(observed, axis, until) is { } points
            ?
            [
                new PlotBand(
                    "obsb",
                    $"{Words.Plain(axis.X(observed[0].At))},100 {points} {Words.Plain(axis.X(until))},100"
                ),
            ]
            : [];

    private static IReadOnlyList<PlotSpan> Spans(RolloutHistory history, TimeAxis axis, Instant until)
    {
        List<PlotSpan> spans = [];
        (string Class, string Text, Instant From)? open = null;
        foreach (var moment in history.Moments)
        {
            var now = SpanOf(moment.State);
            if (now != (open?.Class, open?.Text))
            {
                Close(moment.Event.At);
                open = now is (string css, string text) ? (css, text, moment.Event.At) : null;
            }
        }

        Close(until);
        return spans;

        void Close(Instant at)
        {
            if (open is var (css, text, from) && at > axis.From && from < axis.To && at > from)
            {
                var (left, right) = (axis.Percent(from), axis.Percent(at));
                spans.Add(
                    new PlotSpan(right - left < 3 ? $"{css} short" : css, left, Math.Max(right - left, 0.2), text)
                );
            }
        }
    }

    private static (string? Class, string? Text) SpanOf(Rollout state) =>
        state switch
        {
            { Status: Status.Queued } => ("none", "queued"),
            { Status: Status.Observing } => ("none", "observed only"),
            { Status: Status.Paused } => ("held", "paused"),
            { Status: Status.RollingBack } => ("bad", "rolling back"),
            { IsFinal: true } => (null, null),
            { FreezesInForce: { IsEmpty: false } freezes } => ("held", $"freeze {freezes[0]}"),
            { Instruction: Instruction.Approve } => ("held", "approval"),
            { Instruction: Instruction.Gate } => ("held", "gate"),
            { Instruction: Instruction.Verify } => ("run", "verify"),
            { Instruction: Instruction.Hold } => ("none", "hold"),
            { Instruction: Instruction.Bake } => ("run", "bake"),
            _ => (null, null),
        };

    private static IReadOnlyList<PlotMark> Marks(RolloutHistory history, TimeAxis axis, PageClock clock)
    {
        List<PlotMark> marks = [];
        foreach (var moment in history.Moments.Where(moment => axis.Shows(moment.Event.At)))
        {
            if (TimelineEntries.MarkOf(moment.Event.Event) is var (icon, css, text))
            {
                marks.Add(new PlotMark(axis.Percent(moment.Event.At), icon, css, text, clock.Time(moment.Event.At)));
            }
        }

        return marks;
    }
}
