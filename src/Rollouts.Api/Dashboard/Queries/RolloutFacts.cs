using Rollouts.Analysis;
using Rollouts.Analysis.Ticks;
using Rollouts.Api.Dashboard.Charts;
using Rollouts.Api.Rollouts;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.States;

namespace Rollouts.Api.Dashboard.Queries;

/// <summary>The panels beside the charts: verdict, shares, versions, and the charts as figures.</summary>
internal static class RolloutFacts
{
    private const int MostFigures = 60;

    /// <summary>The facts about a rollout that has ended.</summary>
    public static IReadOnlyList<FactView> Of(
        RolloutHistory history,
        Ending? ending,
        List<CheckSamples> samples,
        PageClock clock
    )
    {
        var state = history.State;
        if (state.Status is not Status.Final final)
        {
            return [];
        }

        var furthest = state.Targets.Select(target => target.Furthest).DefaultIfEmpty(Weight.Zero).Max();
        var people = history
            .Moments.Where(moment => moment.Event.By.Kind == ActorKind.Person)
            .Select(moment => moment.Event.By.Name)
            .Distinct()
            .ToList();
        var broken = state.Checks.FirstOrDefault(check => check.Outcome == CheckOutcome.Breach);
        var cost = samples.Select(one => RolloutCosts.Of(one.Check, one.Ticks)).OfType<CostView>().FirstOrDefault();
        return
        [
            new(
                "Took",
                Words.Span(final.At - (state.BeganAt ?? state.OpenedAt)),
                $"{clock.Short(state.BeganAt ?? state.OpenedAt)} to {clock.Short(final.At)}"
            ),
            new(
                "Reached",
                Words.Percent(furthest),
                ending?.Back is null
                    ? "of the traffic"
                    : $"then back, {Words.Span(final.At - ending.At)} after the decision"
            ),
            new("Cost", cost?.Value ?? "0", cost?.What ?? "no request of the candidate was counted"),
            broken?.Evidence is { Candidate: { } seen }
                ? new("Why", $"{Words.Count(seen.Bad)} of {Words.Count(seen.Requests)} failed", broken.Name)
                : new(
                    "People",
                    people.Count == 0 ? "none" : Words.Count(people.Count),
                    people.Count == 0 ? "no person was needed" : string.Join(", ", people.Take(3))
                ),
        ];
    }

    /// <summary>The most significant check at present.</summary>
    public static VerdictView? Verdict(Rollout state, List<CheckSamples> samples)
    {
        var found = samples
            .OrderBy(one => Urgency(one.Check.Outcome))
            .ThenByDescending(one => one.Share)
            .ThenBy(one => !one.Check.Counts)
            .FirstOrDefault();
        return found is null
            ? null
            : new VerdictView(
                found.Chip,
                found.Check.Name,
                found.Evidence?.Sentence is { } sentence
                    ? RolloutWords.Sentence(sentence)
                    : "Nothing has been judged yet.",
                CheckText.GathersEvidence(found.Check.Check) && found.Evidence is { Now: { } now, Needed: { } needed }
                    ? $"{Words.Decimal(Math.Max(0, now))} of {Words.Decimal(needed)}"
                    : null,
                found.Share,
                CheckText.OnBreach(found.Check.Check)
                    + (
                        found.Check.Check.Judge is Domain.Plans.Checks.Judge.Sequential
                            ? $" False alarm at most {Words.Percent(state.Spec.Plan.FalseAlarm)} "
                                + "over the whole rollout."
                            : ""
                    )
            );
    }

    /// <summary>The requested share of each weight, and the share that the counts show.</summary>
    public static IReadOnlyList<ShareView> Shares(RolloutHistory history, List<CheckSamples> samples)
    {
        var ticks = samples
            .Where(one => one.Ticks.Count > 0 && !one.Check.Check.IsOfRouter)
            .Select(one => one.Ticks)
            .FirstOrDefault();
        var target = history.State.Targets[0].Name;
        var weights = history.Follow(state => state.Target(target)?.Aim.Candidate);
        List<ShareView> shares = [];
        for (var i = 0; i < weights.Count; i++)
        {
            var (from, weight) = weights[i];
            var to =
                i + 1 < weights.Count ? weights[i + 1].At : Instant.Max(from, history.NewestAt) + TimeSpan.FromDays(1);
            var within = ticks?.Where(tick => tick.From >= from && tick.To <= to).ToList() ?? [];
            var (ours, all) = (
                within.Sum(tick => tick.Candidate.Requests),
                within.Sum(tick => tick.Candidate.Requests + tick.Baseline.Requests)
            );
            if (weight > Weight.Zero)
            {
                shares.Add(
                    new ShareView(
                        history
                            .Moments.First(moment =>
                                moment.Event.At >= from && moment.State.Target(target)?.Aim.Candidate == weight
                            )
                            .State.Position.ToString(),
                        Words.Percent(weight),
                        all == 0 ? "not counted" : Words.Percent((double)ours / all),
                        Words.Count(ours)
                    )
                );
            }
        }

        return shares;
    }

    public static IReadOnlyList<VersionView> Versions(Rollout state) =>
        [
            .. state.Targets.Select(target => new VersionView(
                target.Name.Value,
                target.Spec.Candidate.Value,
                target.Spec.StableVersion is { } version
                    ? $"{version} ({target.Spec.Stable})"
                    : target.Spec.Stable.Value,
                [.. (state.Spec.Provenance?.Links ?? []).Select(link => (link.Name, link.Address))]
            )),
        ];

    /// <summary>The charts as figures, one row a minute, the newest first.</summary>
    public static IReadOnlyList<FigureRow> Figures(RolloutHistory history, List<CheckSamples> samples, PageClock clock)
    {
        var target = history.State.Targets[0].Name;
        var desired = history.Follow(state => state.Target(target)?.Aim.Candidate);
        var observed = history.Follow(state => state.Target(target)?.Observed?.Traffic.Candidate);
        List<FigureRow> rows = [];
        foreach (var one in samples.Where(one => one.Values.Count > 0))
        {
            var minutes = one.Values.GroupBy(tick => MinuteOf(tick)).OrderByDescending(group => group.Key);
            foreach (var minute in minutes.Take(MostFigures / samples.Count))
            {
                var values = minute.ToList();
                rows.Add(
                    new FigureRow(
                        values[^1].To,
                        At(desired, values[^1].To),
                        At(observed, values[^1].To),
                        one.Check.Name,
                        ValuePanels.Newest(values, tick => tick.Candidate),
                        ValuePanels.Newest(values, tick => tick.Baseline),
                        "none"
                    )
                );
            }
        }

        foreach (var one in samples.Where(one => one.Ticks.Count > 0))
        {
            var minutes = one.Ticks.GroupBy(tick => MinuteOf(tick)).OrderByDescending(group => group.Key);
            foreach (var minute in minutes.Take(MostFigures / samples.Count))
            {
                var end = minute.Max(tick => tick.To);
                rows.Add(
                    new FigureRow(
                        end,
                        At(desired, end),
                        At(observed, end),
                        one.Check.Name,
                        Counted(minute, tick => tick.Candidate),
                        Counted(minute, tick => tick.Baseline),
                        one.Points.LastOrDefault(point => point.At <= end) is { } point
                            ? Words.Percent(Math.Min(1, point.Breach))
                            : "none"
                    )
                );
            }
        }

        return rows;
    }

    private static long MinuteOf(Tick tick) => (tick.To.Microseconds - 1) / 60_000_000;

    private static string Counted(IEnumerable<CountTick> ticks, Func<CountTick, ArmIncrement> arm) =>
        $"{Words.Count(ticks.Sum(tick => arm(tick).Bad))} of {Words.Count(ticks.Sum(tick => arm(tick).Requests))}";

    private static string At(IReadOnlyList<(Instant At, Weight Value)> steps, Instant at) =>
        steps.LastOrDefault(step => step.At <= at) is { At.Microseconds: > 0 } step
            ? Words.Percent(step.Value)
            : "unknown";

    private static int Urgency(CheckOutcome outcome) =>
        outcome switch
        {
            CheckOutcome.Breach => 0,
            CheckOutcome.Misrouted => 1,
            CheckOutcome.SharedIncident => 2,
            CheckOutcome.SourceFailed => 3,
            CheckOutcome.NoData => 4,
            CheckOutcome.Watching => 5,
            CheckOutcome.Healthy => 6,
            CheckOutcome.NotApplicable => 7,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
