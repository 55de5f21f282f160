using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>The queries of a question, which are all about the same periods.</summary>
internal static class Periods
{
    public static IEnumerable<KeyValuePair<string, CloudWatchQuery>> OfArms(string part, ByArm queries)
    {
        yield return KeyValuePair.Create(part + Arm.Candidate, Read(queries.Candidate));
        if (queries.Baseline is { } baseline)
        {
            yield return KeyValuePair.Create(part + Arm.Baseline, Read(baseline));
        }
    }

    /// <exception cref="OutsideException">They are not.</exception>
    public static TimeSpan OneOf(ValueList<KeyValuePair<string, CloudWatchQuery>> queries) =>
        queries.Select(query => query.Value.Period).Distinct().ToList() is [var only]
            ? only
            : throw new OutsideException(
                new Fault(FaultKind.Refused, "the metrics of a check must have the same period")
            );

    private static CloudWatchQuery Read(Query query)
    {
        try
        {
            return CloudWatchWords.Query.Read(query.Body);
        }
        catch (ArgumentException e)
        {
            throw new OutsideException(
                new Fault(FaultKind.Refused, $"{ForeignText.Quoted(query.ToString())} is no metric: {e.Message}")
            );
        }
    }
}
