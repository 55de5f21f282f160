using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Domain.PlanReview;

/// <summary>A judge gets the kind of numbers that it judges.</summary>
internal static class SubjectRules
{
    public static IEnumerable<PlanFault> Review(Submission submission) =>
        submission.Plan.Checks.SelectMany(check => Review(check, submission.Plan.AskedFor(check).Subject));

    private static IEnumerable<PlanFault> Review(Check check, Subject subject) =>
        (check.Judge, subject) switch
        {
            (Judge.Sequential or Judge.BurnRate, Subject.Value) =>
            [
                new PlanFault(
                    "plan.judge-needs-counts",
                    check.At.Key("judge"),
                    "this judge counts good and bad requests, and a 'query' gives one number; "
                        + "write 'counts: { total, bad }' or 'histogram', or judge it by 'threshold' or 'compare'"
                ),
            ],
            (not Judge.Sequential { Against: Reference.Baseline }, Subject.Counts { By: not null })
                when check.Subject is Subject.Counts =>
            [
                new PlanFault(
                    "plan.by-needs-baseline",
                    check.At.Key("counts").Key("by"),
                    "values of a label are compared with the same values of the baseline; judge these counts by "
                        + "'sequential: { against: baseline }', or leave 'by' out"
                ),
            ],
            (Judge.Threshold or Judge.Compare, not Subject.Value) =>
            [
                new PlanFault(
                    "plan.judge-needs-value",
                    check.At.Key("judge"),
                    "this judge looks at one number a time; write 'query', or judge the counts by 'sequential'"
                ),
            ],
            (Judge.Sequential { SlowerThan: not null }, Subject.Counts or Subject.RouterCounts) =>
            [
                new PlanFault(
                    "plan.judge-needs-histogram",
                    check.At.Key("judge"),
                    "'slowerThan' needs the buckets of a histogram; write 'histogram' in place of 'counts'"
                ),
            ],
            (
                Judge.Sequential { SlowerThan: null, Against: Reference.AtMost },
                Subject.Histogram
                    or Subject.RouterLatency
            ) =>
            [
                new PlanFault(
                    "plan.judge-needs-histogram",
                    check.At.Key("judge"),
                    "a limit on a histogram needs 'slowerThan', to say which requests are the bad ones"
                ),
            ],
            (Judge.BurnRate, Subject.Histogram or Subject.RouterLatency) =>
            [
                new PlanFault(
                    "plan.judge-needs-counts",
                    check.At.Key("judge"),
                    "an error budget is spent by bad requests; give 'counts', or 'of' a check that has them"
                ),
            ],
            _ => [],
        };
}
