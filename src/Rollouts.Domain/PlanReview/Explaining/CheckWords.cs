using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Domain.PlanReview.Explaining;

/// <summary>The checks of a plan in words, with the queries that they really send.</summary>
internal static class CheckWords
{
    public static void Write(Submission submission, Page page)
    {
        var plan = submission.Plan;
        if (plan.Checks.IsEmpty)
        {
            page.Row("none", "nothing is measured");
            return;
        }

        foreach (var check in plan.Checks)
        {
            page.Row(check.Name.Value, Say(check.Judge) + (check.DryRun ? " (dry run: shown, never acted on)" : ""));
            foreach (var line in Queries(check, submission))
            {
                page.Detail(line);
            }

            if ((check.From ?? check.Until) is not null)
            {
                page.Detail($"watches only {RangeRules.Say(check)}");
            }

            page.Detail(Pace(check, submission));
            page.Detail(Policies(check));
        }

        page.Row(
            "false alarm",
            $"{plan.FalseAlarm} over the rollout, shared equally by the sequential checks and targets"
        );
        Share(submission, page);
        if (plan.Score is { } score)
        {
            page.Row("score", $"{score.Pass} passes, below {score.Marginal} fails, between them it is undecided");
        }
    }

    private static void Share(Submission submission, Page page)
    {
        var plan = submission.Plan;
        var routers = plan.Targets.Select(submission.RouterOf).ToList();
        var isKnown = routers.All(router => router is not null);
        if (
            !submission.Course.HasTwoArms
            || ShareChecks.Of(plan, routers.All(router => router?.CountsOneRoute != false)) is not { } check
        )
        {
            return;
        }

        var rule = plan.Share ?? ShareRule.Usual;
        page.Row(
            ShareChecks.Name.Value,
            Say(check.Judge) + (check.DryRun ? " (shown, never acted on)" : $"; misrouted: {Say(rule.OnMisrouted)}")
        );
        page.Detail(
            $"on the counts of '{((Subject.CountsOf)check.Subject).Check}'"
                + (rule.Of is null && !isKnown ? ", if they are of the route alone" : "")
        );
    }

    private static string Say(Judge judge) =>
        judge switch
        {
            Judge.Sequential { Against: Reference.Baseline baseline } sequential =>
                $"{Bad(sequential)}: no more than {baseline.TolerateRatio} times the baseline's share, "
                    + $"differences below {baseline.AtLeastExcess} aside",
            Judge.Sequential { Against: Reference.AtMost limit } sequential =>
                $"{Bad(sequential)}: at most {limit.Limit}",
            Judge.Threshold threshold => $"{Say(threshold.Limit)}; {Say(threshold.Tolerate)}",
            Judge.Compare { Rule: var rule } =>
                $"Mann-Whitney against the baseline at the end of a verify, {Direction(rule.Direction)} beyond "
                    + $"{rule.Tolerance} is bad"
                    + (rule.Critical ? ", critical" : ""),
            Judge.BurnRate burn =>
                $"error budget of {burn.Objective}: windows {string.Join(", ", burn.Windows)}, {burn.LeastBad} "
                    + "bad requests or more",
            Judge.Share share =>
                $"the candidate's part of the requests is its weight, a quarter of it aside; {share.FalseMisrouted} "
                    + "over the rollout to find a router guilty that obeys",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Say(Tolerance tolerance) =>
        tolerance is Tolerance.OfAll(var bad)
            ? $"{bad} bad values are forgiven over the whole check"
            : $"{tolerance} bad values are forgiven";

    private static string Bad(Judge.Sequential sequential) =>
        sequential.SlowerThan is { } limit ? $"requests slower than {Spans.Say(limit)}" : "bad requests";

    private static string Say(ValueLimit limit) =>
        limit switch
        {
            ValueLimit.AtLeast low => $"at least {low.Bound}",
            ValueLimit.AtMost high => $"at most {high.Bound}",
            ValueLimit.Between both => $"between {both.Low} and {both.High}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Direction(CompareDirection direction) =>
        direction switch
        {
            CompareDirection.Increase => "an increase",
            CompareDirection.Decrease => "a decrease",
            CompareDirection.Either => "a difference",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static IEnumerable<string> Queries(Check check, Submission submission) =>
        check.Subject switch
        {
            Subject.Counts { By: { } label } counts =>
            [
                $"all: {counts.Total}",
                $"bad: {counts.Bad}",
                $"by: each value of '{label}' too, {LabelValues.Most - 1} of them apart and the others together",
            ],
            Subject.Counts counts => [$"all: {counts.Total}", $"bad: {counts.Bad}"],
            Subject.Histogram histogram =>
            [
                $"buckets: {histogram.Buckets}" + (histogram.Unit == LatencyUnit.Milliseconds ? " (ms)" : " (s)"),
            ],
            Subject.Value value => [$"value: {value.Query}"],
            Subject.CountsOf of => [$"on the counts of '{of.Check}'"],
            Subject.RouterCounts or Subject.RouterLatency => BuiltIn(check, submission),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static IEnumerable<string> BuiltIn(Check check, Submission submission)
    {
        var what = check.Subject is Subject.RouterCounts ? "counts" : "latency histogram";
        var routers = submission.Plan.Targets.Select(submission.RouterOf).OfType<RouterTraits>().Distinct().ToList();
        if (routers.Count == 0 || submission.SourceOf(check) is not { } source)
        {
            return [$"the router's own {what}; the query is known with the installation's connections"];
        }

        return routers.SelectMany(router =>
            (check.Subject, router.BuiltInsOn(source.Dialect)) switch
            {
                (Subject.RouterCounts, { Counts: { } counts }) => [$"all: {counts.Total}", $"bad: {counts.Bad}"],
                (Subject.RouterLatency, { Latency: { } latency }) => [$"buckets: {latency.Buckets}"],
                _ => new[] { $"{router.Title} has none on {source.Title}" },
            }
        );
    }

    private static string Pace(Check check, Submission submission)
    {
        var asked = submission.Plan.AskedFor(check);
        var every = submission.SourceOf(check)?.PaceOf(asked).Every ?? asked.Every;
        var from = asked.Source is { } name ? $"'{name}'" : "the default source";
        var warmUp = check.WarmUp > TimeSpan.Zero ? $", after a warm-up of {Spans.Say(check.WarmUp)}" : "";
        return $"every {Spans.Say(every)} from {from}{warmUp}";
    }

    private static string Policies(Check check)
    {
        var undecided = check.OnUndecided is { } action ? $"; undecided: {Say(action)}" : "";
        return $"breach: {(check.OnBreach == BreachAction.RollBack ? "roll back" : "hold for a person")}; no data for "
            + $"{Spans.Say(check.OnNoData.After)}: {Say(check.OnNoData.Action)}; source failing for "
            + $"{Spans.Say(check.OnSourceFailure.After)}: {Say(check.OnSourceFailure.Action)}{undecided}";
    }

    private static string Say(TroubleAction action) =>
        action switch
        {
            TroubleAction.Hold => "hold for a person",
            TroubleAction.RollBack => "roll back",
            TroubleAction.Ignore => "go on",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
