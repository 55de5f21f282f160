using Rollouts.Analysis;
using Rollouts.Analysis.BurnRate;
using Rollouts.Analysis.Compare;
using Rollouts.Analysis.Sequential;
using Rollouts.Analysis.Shares;
using Rollouts.Analysis.Threshold;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Plans.Courses;

namespace Rollouts.Domain.Rollouts.Judging;

/// <summary>
/// Selects the judge of a check and its settings. Both follow from the spec alone, so they stay the same from the first
/// tick to the last, on every worker.
/// </summary>
public static class Judges
{
    /// <summary>Fewer ticks leave no room for a fault that begins late. More ticks only delay its detection.</summary>
    private const int FewestTicks = 20;

    private const int MostTicks = 5_000;

    public static JudgeSettings Of(RolloutSpec terms, Check check)
    {
        // The state machine applies these time limits. It counts them from the time at which the check reached its
        // outcome.
        var settings = Settings(terms, check);
        return settings with { NoDataAfter = TimeSpan.Zero, SourceFailedAfter = TimeSpan.Zero, WarmUp = check.WarmUp };
    }

    /// <summary>
    /// The number of planned ticks in which both versions, or for an absolute check the candidate, have traffic.
    /// </summary>
    public static int PlannedTicks(RolloutSpec terms, Check check)
    {
        var time = TimeSpan.Zero;
        var weight = Weight.Zero;
        var range = terms.Steps.RangeOf(check);
        foreach (var (instruction, step) in terms.Steps.Instructions.Select((instruction, step) => (instruction, step)))
        {
            weight = instruction is Instruction.Shift shift ? shift.To : weight;
            var isJudged = range.Contains(step) && weight > Weight.Zero && (weight < Weight.Full || !check.IsRelative);
            var isWatch = instruction is Instruction.Hold or Instruction.Verify or Instruction.Bake;
            time += isJudged && isWatch ? instruction.Longest : TimeSpan.Zero;
        }

        return (int)Math.Clamp(time.Ticks / check.Every.Ticks, FewestTicks, MostTicks);
    }

    private static JudgeSettings Settings(RolloutSpec terms, Check check) =>
        check.Judge switch
        {
            Judge.Sequential { Against: Reference.Baseline against } judge => RelativeSettings.ForTicksOf(
                check.Every
            ) with
            {
                FalseAlarm = FalseAlarmShare(terms),
                ToleratedRatio = (double)against.TolerateRatio,
                LeastExcess = (double)against.AtLeastExcess.Value,
                PlannedTicks = PlannedTicks(terms, check),
                Edges = judge.SlowerThan is { } edge ? [Spans.Say(edge)] : [],
                // A check on the counts of another one judges their sum.
                By = (check.Subject as Subject.Counts)?.By,
            },
            Judge.Sequential { Against: Reference.AtMost limit } judge => new LimitSettings
            {
                Limit = (double)limit.Limit.Value,
                FalseAlarm = FalseAlarmShare(terms),
                PlannedTicks = PlannedTicks(terms, check),
                Edge = judge.SlowerThan is { } edge ? Spans.Say(edge) : null,
            },
            Judge.Threshold threshold => ThresholdOf(threshold),
            Judge.Compare { Rule: var rule } => new CompareSettings
            {
                Direction = DirectionOf(rule.Direction),
                Tolerance = (double)rule.Tolerance.Value,
                Critical = rule.Critical,
                LeastPoints = CompareRule.LeastPoints,
            },
            Judge.BurnRate burnRate => new BurnRateSettings
            {
                Objective = (double)burnRate.Objective.Value,
                LeastBad = burnRate.LeastBad,
                Rules = burnRate
                    .Windows.Select(window => new BurnRule(window.Long, window.Short, (double)window.Factor))
                    .ToValueList(),
            },
            Judge.Share share => ShareOf(terms, check, share),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The judge of the share expects the largest groups and the longest drain of all routers.</summary>
    private static ShareSettings ShareOf(RolloutSpec terms, Check check, Judge.Share share)
    {
        var routers = terms.Targets.Select(target => target.Distribution).OfType<RequestDistribution>().ToList();
        var judged = terms.Watched().Count(watched => watched.Check.IsOfRouter);
        return ShareSettings.ForTicksOf(check.Every) with
        {
            FalseMisrouted = (double)share.FalseMisrouted.Value / Math.Max(1, judged),
            // Users that are kept on one version come with all of their requests.
            Group = Math.Max(
                routers.Select(router => router.Group).DefaultIfEmpty(RequestDistribution.UsualGroup).Max(),
                terms.Plan.Stickiness == Stickiness.Required ? RequestDistribution.ConnectionGroup : 0
            ),
            Drain = routers.Select(router => router.Drain).DefaultIfEmpty(TimeSpan.Zero).Max(),
        };
    }

    /// <summary>
    /// The plan limits false alarms for the whole rollout, so the checks that could raise one share the limit.
    /// </summary>
    private static double FalseAlarmShare(RolloutSpec terms)
    {
        var sharers = terms.Watched().Count(watched => watched.Check is { DryRun: false, Judge: Judge.Sequential });
        return (double)terms.Plan.FalseAlarm.Value / Math.Max(1, sharers);
    }

    private static ThresholdSettings ThresholdOf(Judge.Threshold threshold)
    {
        var forgiveness = threshold.Tolerate switch
        {
            Tolerance.OfLast { Bad: var bad, Last: var last } => new Forgiveness(bad, last),
            Tolerance.InARow { Bad: var bad } => Forgiveness.InARow(bad),
            Tolerance.OfAll { Bad: var bad } => Forgiveness.InARow(bad),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return Limited(threshold.Limit, forgiveness) with
        {
            FailuresAtMost = (threshold.Tolerate as Tolerance.OfAll)?.Bad,
        };
    }

    private static ThresholdSettings Limited(ValueLimit limit, Forgiveness forgiveness) =>
        limit switch
        {
            ValueLimit.AtLeast { Bound: var bound } => new ThresholdSettings
            {
                AtLeast = bound.Value,
                Written = $"at least {bound}",
                Forgiveness = forgiveness,
            },
            ValueLimit.AtMost { Bound: var bound } => new ThresholdSettings
            {
                AtMost = bound.Value,
                Written = $"at most {bound}",
                Forgiveness = forgiveness,
            },
            ValueLimit.Between { Low: var low, High: var high } => new ThresholdSettings
            {
                AtLeast = low.Value,
                AtMost = high.Value,
                Written = $"between {low} and {high}",
                Forgiveness = forgiveness,
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static Direction DirectionOf(CompareDirection direction) =>
        direction switch
        {
            CompareDirection.Either => Direction.Either,
            CompareDirection.Increase => Direction.Increase,
            CompareDirection.Decrease => Direction.Decrease,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
