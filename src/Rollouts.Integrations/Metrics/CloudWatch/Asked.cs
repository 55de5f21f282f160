using System.Text.RegularExpressions;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>One question, with its queries and the evaluation of their results.</summary>
/// <param name="Queries">The queries by their role: total or bad, each for an arm.</param>
/// <param name="Period">The period of all queries.</param>
internal abstract partial record Asked(
    ValueList<KeyValuePair<string, CloudWatchQuery>> Queries,
    TimeSpan Period,
    Instant From,
    Instant To
)
{
    /// <summary>
    /// How far back a question reads. Older data is lost, because it must not decide about the present.
    /// </summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromHours(1);

    /// <summary>The beginning of the first period to read.</summary>
    public Instant Begin => Floor(Instant.Max(From, To - Furthest) + Period - TimeSpan.FromMicroseconds(1), Period);

    /// <summary>The end of the last period to read. Every period before it is over and has settled.</summary>
    public Instant EndAfter(TimeSpan settling) => Floor(To - settling, Period);

    /// <summary>Evaluates the series, which are identified by the roles of their queries.</summary>
    public abstract Reading Read(Func<string, Series?> series, Instant end);

    /// <summary>How many of the 500 queries of a call this question takes.</summary>
    public int Size => Queries.Sum(query => query.Value is CloudWatchQuery.Math math ? 1 + math.Metrics.Count : 1);

    /// <summary>Adds the queries to a call. A query that the call already has is not added twice.</summary>
    public ValueList<KeyValuePair<string, string>> AddTo(CallBuilder call) =>
        Queries
            .Select(query =>
                KeyValuePair.Create(
                    query.Key,
                    query.Value switch
                    {
                        CloudWatchQuery.Metric metric => call.Add(metric.Of, Period, isReturned: true),
                        CloudWatchQuery.Math math => call.Add(Renamed(math, call), Period),
                        _ => throw new System.Diagnostics.UnreachableException(),
                    }
                )
            )
            .ToValueList();

    protected IEnumerable<Instant> PeriodsUntil(Instant end)
    {
        for (var begin = Begin; begin + Period <= end; begin += Period)
        {
            yield return begin;
        }
    }

    /// <summary>
    /// The time up to which everything was read. It never moves back while no further period is over.
    /// </summary>
    protected Instant Until(Instant end) => Instant.Max(From, end);

    private string Renamed(CloudWatchQuery.Math math, CallBuilder call)
    {
        var ids = math.Metrics.ToDictionary(
            metric => metric.Key,
            metric => call.Add(metric.Value, Period, isReturned: false),
            StringComparer.Ordinal
        );
        return Word().Replace(math.Expression, word => ids.GetValueOrDefault(word.Value, word.Value));
    }

    private static Instant Floor(Instant moment, TimeSpan period)
    {
        var length = period.Ticks / TimeSpan.TicksPerMicrosecond;
        return new Instant(moment.Microseconds - (moment.Microseconds % length));
    }

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
