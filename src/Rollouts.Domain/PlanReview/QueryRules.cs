using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Domain.PlanReview;

/// <summary>A source can answer the queries of a plan, and a router has the metrics that a short form uses.</summary>
internal static class QueryRules
{
    public static IEnumerable<PlanFault> Review(Submission submission) =>
        submission.Plan.Checks.SelectMany(check =>
            check.Subject switch
            {
                Subject.RouterCounts or Subject.RouterLatency => BuiltIn(check, submission),
                Subject.Counts or Subject.Histogram or Subject.Value => submission.SourceOf(check) is { } source
                    ? Written(check, source, submission.Plan)
                    : [],
                Subject.CountsOf => [],
                _ => throw new System.Diagnostics.UnreachableException(),
            }
        );

    private static IEnumerable<PlanFault> Written(Check check, SourceTraits source, Plan plan)
    {
        IEnumerable<(Query Query, QueryUse Use, PlanPath At)> queries = check.Subject switch
        {
            Subject.Counts counts =>
            [
                (counts.Total, QueryUse.Counter, check.At.Key("counts").Key("total")),
                (counts.Bad, QueryUse.Counter, check.At.Key("counts").Key("bad")),
            ],
            Subject.Histogram histogram => [(histogram.Buckets, QueryUse.Buckets, check.At.Key("histogram"))],
            Subject.Value value => [(value.Query, QueryUse.Value, check.At.Key("query"))],
            Subject.CountsOf or Subject.RouterCounts or Subject.RouterLatency => [],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (check.Subject is Subject.Histogram && !source.HasHistograms)
        {
            return
            [
                new PlanFault(
                    "plan.no-histograms",
                    check.At.Key("histogram"),
                    $"{source.Title} keeps no histograms that can be counted; write 'query' with a percentile and "
                        + "judge it by 'threshold'"
                ),
            ];
        }

        if (check.Subject is Subject.Counts { By: not null } && !source.HasLabels)
        {
            return
            [
                new PlanFault(
                    "plan.no-labels",
                    check.At.Key("counts").Key("by"),
                    $"{source.Title} gives one count for each metric and no labels to tell requests apart; leave 'by' "
                        + "out, or write a check for each endpoint that has metrics of its own"
                ),
            ];
        }

        bool IsFilled(string name) =>
            TemplateRules.Reserved.Contains(name)
            || plan.Targets.SelectMany(target => target.Variables).Any(variable => variable.Name == name);

        return queries.SelectMany(asked =>
            source
                .Language.Review(asked.Query, asked.Use, IsFilled)
                .Select(complaint => new PlanFault(complaint.Code, asked.At, complaint.Message))
        );
    }

    private static IEnumerable<PlanFault> BuiltIn(Check check, Submission submission)
    {
        if (submission.SourceOf(check) is not { } source)
        {
            yield break;
        }

        foreach (var router in submission.Plan.Targets.Select(submission.RouterOf).OfType<RouterTraits>().Distinct())
        {
            var queries = router.BuiltInsOn(source.Dialect);
            var wanted = check.Subject is Subject.RouterCounts ? "request counts" : "latency histogram";
            if ((check.Subject is Subject.RouterCounts ? (object?)queries?.Counts : queries?.Latency) is null)
            {
                yield return new PlanFault(
                    "plan.no-built-in-query",
                    check.At,
                    $"{router.Title} on {source.Title} has no {wanted} of its own that tells two versions apart; "
                        + (queries?.Instead ?? "write the check in full, with the metrics of the service itself")
                );
            }
            else if (
                check is { Subject: Subject.RouterLatency, Judge: Judge.Sequential { SlowerThan: { } limit } }
                && queries!.LatencyEdges is { IsEmpty: false } edges
                && !edges.Contains(limit)
            )
            {
                yield return new PlanFault(
                    "plan.not-a-bucket-edge",
                    check.At,
                    $"{router.Title} counts no requests slower than {Spans.Say(limit)}; the nearest edge of its "
                        + "histogram is "
                        + Spans.Say(edges.MinBy(edge => (edge - limit).Duration()))
                );
            }
        }
    }
}
