using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Fakes.Metrics;

/// <summary>
/// Counters and numbers by the text of the query that asks for them, scraped at each full interval of a clock.
/// </summary>
public sealed class FakeMetrics(TimeProvider clock)
{
    private const double All = double.PositiveInfinity;

    /// <summary>How far back an answer reaches, as the adapters of real sources bound it.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<Series, FakeCounter> _counters = [];
    private readonly List<Series> _inOrder = [];
    private readonly HashSet<string> _wrong = [];

    /// <summary>How often they are read.</summary>
    public TimeSpan Scrape { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Raises the counter that this query asks for.</summary>
    /// <param name="process">Where it lives; a counter for each.</param>
    public void Count(Query query, double by, string process = "one") =>
        Change(new Series(query.ToString(), process, All), (counter, now) => counter.Add(now, by));

    /// <summary>Sets what this query is answered with: a number, or a counter that has begun anew.</summary>
    public void Set(Query query, double value, string process = "one") =>
        Change(new Series(query.ToString(), process, All), (counter, now) => counter.Set(now, value));

    /// <summary>Puts requests into the histogram that this query asks for.</summary>
    /// <param name="edges">Where its buckets end; one of all requests is added.</param>
    public void Observe(Query buckets, double value, int requests, IEnumerable<double> edges, string process = "one")
    {
        foreach (var edge in edges.Append(All))
        {
            var by = value <= edge ? requests : 0;
            Change(new Series(buckets.ToString(), process, edge), (counter, now) => counter.Add(now, by));
        }
    }

    /// <summary>This query is not understood from now on.</summary>
    public void Misunderstand(Query query)
    {
        lock (_lock)
        {
            _wrong.Add(query.ToString());
        }
    }

    internal Answer<Reading> Answer(MetricQuestion question)
    {
        lock (_lock)
        {
            return question switch
            {
                MetricQuestion.Counts counts => Wrong(counts.Total, counts.Bad)
                    ?? Counters([
                        .. Both(counts, counts.Total, CounterRole.Total),
                        .. Both(counts, counts.Bad, CounterRole.Bad),
                    ]),
                MetricQuestion.Histogram histogram => Wrong(histogram.Buckets)
                    ?? NoBucket(histogram)
                    ?? Counters([
                        .. Both(histogram, histogram.Buckets, CounterRole.Total),
                        .. histogram.Edges.SelectMany(
                            (edge, at) => Both(histogram, histogram.Buckets, CounterRole.Within, edge, at)
                        ),
                    ]),
                MetricQuestion.Value value => Wrong(value.Query) ?? Values(value),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
    }

    private Answer<Reading> Counters(IEnumerable<CounterSample> samples) => new Reading.Counters([.. samples], Scrape);

    private Answer<Reading> Values(MetricQuestion.Value value) =>
        new Reading.Values(value.To, Number(value.Query.Candidate, value.To), Number(value.Query.Baseline, value.To));

    private double Number(Query? query, Instant at) =>
        query is null
            ? double.NaN
            : Of(query).Select(series => _counters[series].At(at)).OfType<double>().FirstOrDefault(double.NaN);

    private IEnumerable<CounterSample> Both(
        MetricQuestion question,
        ByArm queries,
        CounterRole role,
        double bucket = All,
        int edge = 0
    ) =>
        from asked in new[] { (Arm.Candidate, Query: queries.Candidate), (Arm.Baseline, Query: queries.Baseline!) }
        where asked.Query is not null
        from series in Of(asked.Query)
        where series.Bucket.Equals(bucket)
        let id = Hash(series.Query + '\0' + series.Process)
        let instance = Hash(series.Process)
        from at in Scrapes(question)
        let value = _counters[series].At(at)
        where value is not null
        select new CounterSample(asked.Item1, role, edge, id, instance, at, value.Value);

    /// <summary>
    /// The scrapes that an answer holds, two of them from before the interval that the question names. Nothing was
    /// scraped after the present, and no answer reaches back further than <see cref="Furthest"/>, however far the clock
    /// of the asking process is from this one.
    /// </summary>
    private IEnumerable<Instant> Scrapes(MetricQuestion question)
    {
        var step = Scrape.Ticks / TimeSpan.TicksPerMicrosecond;
        var now = Instant.From(clock.GetUtcNow());
        var to = question.To < now ? question.To : now;
        var last = to.Microseconds / step;
        for (var at = (Instant.Max(question.From, question.To - Furthest).Microseconds / step) - 1; at <= last; at++)
        {
            yield return new Instant(at * step);
        }
    }

    private Fault? Wrong(params ReadOnlySpan<ByArm> asked)
    {
        foreach (var queries in asked)
        {
            if (_wrong.Contains(queries.Candidate.ToString()) || _wrong.Contains(queries.Baseline?.ToString() ?? ""))
            {
                return new Fault(FaultKind.Refused, $"the fake does not understand {queries}");
            }
        }

        return null;
    }

    private Fault? NoBucket(MetricQuestion.Histogram question)
    {
        var there = Of(question.Buckets.Candidate).Select(series => series.Bucket).ToList();
        var missing = question.Edges.Where(edge => there.Count > 0 && !there.Contains(edge)).ToList();
        return missing.Count == 0
            ? null
            : new Fault(
                FaultKind.Refused,
                string.Create(CultureInfo.InvariantCulture, $"the fake's histogram has no bucket at {missing[0]}")
            );
    }

    private IEnumerable<Series> Of(Query query) => _inOrder.Where(series => series.Query == query.ToString());

    private void Change(Series series, Action<FakeCounter, Instant> change)
    {
        lock (_lock)
        {
            if (!_counters.TryGetValue(series, out var counter))
            {
                _counters[series] = counter = new FakeCounter();
                _inOrder.Add(series);
            }

            change(counter, Instant.From(clock.GetUtcNow()));
        }
    }

    private static ulong Hash(string text) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <param name="Bucket">Where a bucket ends; what is no histogram has one bucket for all.</param>
    private readonly record struct Series(string Query, string Process, double Bucket);
}
