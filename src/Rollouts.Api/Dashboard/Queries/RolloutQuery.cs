using Rollouts.Analysis.Ticks;
using Rollouts.Api.Dashboard.Charts;
using Rollouts.Api.Rollouts;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Engine.Checks;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Rollouts;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Storage.Streams;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>Reads the page of a rollout, now or at an instant of its past.</summary>
internal sealed class RolloutQuery(
    SampleReader sampleReader,
    EvidenceReplays replays,
    StateReader stateReader,
    StoreClock storeClock,
    IStreamStore streams,
    CurrentInstallation installation
)
{
    /// <summary>Further checks are listed in the verdicts and not drawn.</summary>
    private const int MostCharts = 12;

    private const int MostRaw = 200;

    public async Task<RolloutPageView> ReadAsync(
        Caller caller,
        Rollout present,
        RolloutPageQuery query,
        TimeZoneInfo zone,
        CancellationToken cancellation
    )
    {
        // A future instant means the present.
        var at =
            query.At is { } wanted && wanted >= present.OpenedAt && wanted < storeClock.NowFor(present)
                ? query.At
                : null;
        var history = await RolloutHistory.ReadAsync(streams, present.Spec.Id, at, cancellation);
        var clock = new PageClock(zone, at ?? storeClock.NowFor(present));
        List<CheckSamples> samples = [];
        foreach (var check in history.State.Checks.Take(MostCharts))
        {
            var ticks = await sampleReader.ReadAsync(present.Spec, check.Check.Name, check.Target, cancellation);
            var counted = replays.Of(history, check, [.. Until<CountTick>(ticks, clock.Now)], isPresent: at is null);
            samples.Add(
                counted with
                {
                    Ticks = check.Check.IsOfRouter ? [.. counted.Ticks.Select(InShares)] : counted.Ticks,
                    Values = [.. Until<ValueTick>(ticks, clock.Now)],
                }
            );
        }

        var axis = AxisOf(history, clock, query.Window);
        var ending = at is null ? await Endings.FindAsync(streams, history.State, cancellation) : null;
        var view = Build(history, samples, axis, clock, caller, ending);
        return view with
        {
            Detail = [.. view.Detail, .. at is null ? await StillServingAsync(present, cancellation) : []],
            ReplayedAt = at,
            Axis = view.Axis with { Window = query.Window is { } window ? (int)window.TotalSeconds : null },
        };
    }

    private async Task<IEnumerable<string>> StillServingAsync(Rollout state, CancellationToken cancellation) =>
        state.Status is Status.RollingBack or Status.RolledBack or Status.Superseded
            ? (await stateReader.RelatedStreamsOfAsync(state.Spec.Plan, cancellation))
                .Service.Serving.Where(serving => serving.By == state.Spec.Id)
                .Select(serving =>
                    $"Requests still reach '{serving.Backend}' on '{serving.Target}': {serving.Sentence}."
                    + (serving.IsConfirmed ? " An administrator allows it to be used again." : "")
                )
            : [];

    private RolloutPageView Build(
        RolloutHistory history,
        List<CheckSamples> samples,
        TimeAxis axis,
        PageClock clock,
        Caller caller,
        Ending? ending
    )
    {
        var state = history.State;
        var rising = samples.Find(one => one.Check.Counts && one.IsRising);
        return new RolloutPageView
        {
            Id = state.Spec.Id.ToString(),
            Service = state.Spec.Plan.Service.Value,
            Environment = state.Spec.Plan.Environment.Value,
            Version = state.Spec.Version.Value,
            Before = RolloutWords.Before(state),
            Status = rising is null || !state.IsUnderWay ? ChipView.Of(state) : rising.Chip,
            Position = state.Position.ToString(),
            Step =
                $"step {state.Position.Step + 1} of {state.Spec.Steps.Instructions.Count}, {RolloutWords.Step(state)}",
            OpenedAt = state.OpenedAt,
            EndedAt = (state.Status as Status.Final)?.At,
            Headline = RolloutWords.Headline(state, rising?.Check.Name),
            Detail = [.. RolloutWords.Detail(state, clock, EndedBecause(ending, clock))],
            Countdowns = RolloutCountdowns.Of(history, samples),
            PointOfNoReturn = RolloutWords.PointOfNoReturn(state, clock),
            Facts = RolloutFacts.Of(history, ending, samples, clock),
            Actions = [.. RolloutActions.Of(state, caller, clock), .. ApprovalActions.Of(state, caller, clock)],
            ReadAt = clock.Now,
            Axis = new TimelineAxisView(axis.From, axis.To, WeightCharts.Until(history, clock), StepOf(samples), null),
            Weights = WeightCharts.Of(history, axis, clock),
            Checks = [.. samples.Select(one => CheckPanels.Of(history, one, axis, clock))],
            Verdict = RolloutFacts.Verdict(state, samples),
            Costs = RolloutCosts.Of(samples),
            Timeline = TimelineEntries.Of(history),
            Approvals = ApprovalFacts.Of(history),
            ApprovalNote = ApprovalFacts.Note(state, clock),
            Shares = RolloutFacts.Shares(history, samples),
            Versions = RolloutFacts.Versions(state),
            Figures = RolloutFacts.Figures(history, samples, clock),
            PlanText = PlanExplanation.Of(state.Spec.Plan, installation.Now),
            Raw = [.. history.Moments.TakeLast(MostRaw).Reverse().Select(Raw)],
            Chain = ChainCheck.Of(history),
        };
    }

    private static IEnumerable<T> Until<T>(IReadOnlyList<Tick> ticks, Instant last)
        where T : Tick => ticks.OfType<T>().Where(tick => tick.To <= last);

    /// <summary>
    /// The check of the share shows which part of all requests the candidate got, and not how many failed.
    /// </summary>
    private static CountTick InShares(CountTick tick) =>
        tick with
        {
            Candidate = new ArmIncrement(tick.Candidate.Requests + tick.Baseline.Requests, tick.Candidate.Requests),
            Baseline = default,
        };

    private static string? EndedBecause(Ending? ending, PageClock clock) =>
        ending is null ? null
        : ending.Back is null ? $"It ended at {clock.Short(ending.At)}: {ending.Why}."
        : $"At {clock.Short(ending.At)} {Who(ending)} decided to go back. {RolloutWords.Sentence(ending.Why)}";

    private static string Who(Ending ending) => ending.By == Actor.Machine.Name ? "the service" : ending.By;

    /// <summary>The past, and as much of the future as the next steps need. A window shows its end.</summary>
    private static TimeAxis AxisOf(RolloutHistory history, PageClock clock, TimeSpan? window)
    {
        var state = history.State;
        var until = WeightCharts.Until(history, clock);
        var begin = state.BeganAt is { } began ? began - TimeSpan.FromSeconds(10) : state.OpenedAt;
        var from = Instant.Max(begin, window is { } span ? until - span : begin);
        var past = until - from;
        past = past < TimeSpan.FromSeconds(30) ? TimeSpan.FromSeconds(30) : past;
        var future = state.IsFinal ? past * 0.08 : past * 0.33;
        return new TimeAxis(from, from + past + future);
    }

    private static int StepOf(List<CheckSamples> samples) =>
        samples.Count == 0 ? 5 : Math.Max(1, (int)samples.Min(one => one.Check.Check.Every).TotalSeconds);

    private static RawEventView Raw(RolloutMoment moment) =>
        new(
            moment.Record.Entry.Version,
            moment.Event.At,
            moment.Record.Entry.Event,
            moment.Event.By.Name,
            moment.Event.Reason,
            moment.Record.Entry.Data,
            moment.Record.Hash.ToString()
        );
}

/// <summary>The requested part of a rollout.</summary>
/// <param name="At">The instant; null for the present.</param>
/// <param name="Window">The length of the past in the charts; null for all of it.</param>
internal sealed record RolloutPageQuery(Instant? At, TimeSpan? Window);
