using System.Text.RegularExpressions;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>One question: the queries it takes, and what their answers come to.</summary>
/// <param name="Queries">By the part they play: total, bad, each for an arm.</param>
/// <param name="Period">That of all of them.</param>
internal abstract partial record Asked(
    ValueList<KeyValuePair<string, CloudWatchQuery>> Queries,
    TimeSpan Period,
    Instant From,
    Instant To
)
{
    /// <summary>After a longer silence the rest is lost; nobody decides on what was an hour ago.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromHours(1);

    /// <summary>The first period that is asked for begins then.</summary>
    public Instant Begin => Floor(Instant.Max(From, To - Furthest) + Period - TimeSpan.FromMicroseconds(1), Period);

    /// <summary>The last of them ends by then: every period before it is over and has settled.</summary>
    public Instant EndAfter(TimeSpan settling) => Floor(To - settling, Period);

    /// <summary>What the series come to, each by the part that its query plays.</summary>
    public abstract Reading Read(Func<string, Series?> series, Instant end);

    /// <summary>How many of the 500 queries of a call it takes.</summary>
    public int Size => Queries.Sum(query => query.Value is CloudWatchQuery.Math math ? 1 + math.Metrics.Count : 1);

    /// <summary>Puts its queries into a call; what is in it already is not asked twice.</summary>
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
    /// Up to when everything is read: never before what was read before, where no period is over yet.
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
