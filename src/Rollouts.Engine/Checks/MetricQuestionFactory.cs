using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Outside;
using Rollouts.Integrations.Metrics;

namespace Rollouts.Engine.Checks;

/// <summary>Creates the questions of checks to their sources, with every template filled in.</summary>
internal static class MetricQuestionFactory
{
    /// <summary>
    /// Creates a question without a time range. Returns null if the source has no such counts of the router, which the
    /// review of a plan prevents.
    /// </summary>
    /// <param name="route">The router's settings of the route; null if they are not known.</param>
    public static MetricQuestion? Of(
        RolloutSpec terms,
        Check check,
        TargetSpec target,
        Settings? route,
        SourceAccess source,
        IConnections connections
    )
    {
        var subject = terms.Plan.AskedFor(check).Subject;
        if (subject is Subject.RouterCounts or Subject.RouterLatency)
        {
            subject = BuiltIn(terms, target, subject, source, connections);
        }

        return subject switch
        {
            Subject.Counts counts => new MetricQuestion.Counts(
                default,
                default,
                Both(counts.Total),
                Both(counts.Bad),
                (check.Subject as Subject.Counts)?.By
            ),
            Subject.Histogram histogram => new MetricQuestion.Histogram(
                default,
                default,
                Both(histogram.Buckets),
                [EdgeOf(check.Judge, histogram.Unit)]
            ),
            Subject.Value { Query: var query } when check.Judge is Judge.Compare => new MetricQuestion.Value(
                default,
                default,
                Both(query)
            ),
            Subject.Value { Query: var query } => new MetricQuestion.Value(
                default,
                default,
                new ByArm(Fill(query, Arm.Candidate), Baseline: null)
            ),
            _ => null,
        };

        ByArm Both(Query query) => new(Fill(query, Arm.Candidate), Fill(query, Arm.Baseline));

        Query Fill(Query query, Arm arm) =>
            source.Traits.Language.Fill(query, new QueryValues(terms, target, route, arm).Of);
    }

    private static Subject? BuiltIn(
        RolloutSpec terms,
        TargetSpec target,
        Subject asked,
        SourceAccess source,
        IConnections connections
    )
    {
        var route = terms.Plan.Targets.First(planned => planned.Name == target.Name).Route;
        var queries = connections.TraitsOf(route)?.BuiltInsOn(source.Traits.Dialect);
        return asked is Subject.RouterCounts ? queries?.Counts : queries?.Latency;
    }

    private static double EdgeOf(Judge judge, LatencyUnit unit) =>
        judge is Judge.Sequential { SlowerThan: { } edge }
            ? unit == LatencyUnit.Seconds
                ? edge.TotalSeconds
                : edge.TotalMilliseconds
            : double.PositiveInfinity;
}
