using System.Collections.Immutable;
using System.Globalization;
using Rollouts.Analysis.Ticks;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>Reads the buckets of a latency histogram at the edges of a check, and the bucket of all requests.</summary>
internal sealed class HistogramAsked : IAsked
{
    private readonly MetricQuestion.Histogram _question;
    private readonly IReadOnlyList<(Fetch Fetch, Ask Some, Ask All)> _fetches;

    public HistogramAsked(MetricQuestion.Histogram question, IReadOnlyList<Fetch> fetches)
    {
        _question = question;
        _fetches =
        [
            .. fetches.Select(fetch =>
                (fetch, AskFor(fetch.Selector.With(Edges.Matcher(question.Edges))), AskFor(fetch.Selector))
            ),
        ];
    }

    public IReadOnlyList<Ask> Asks => [.. _fetches.Select(fetch => fetch.Some)];

    public async Task<Answer<Reading>> ReadAsync(IBatch batch)
    {
        var samples = ImmutableArray.CreateBuilder<CounterSample>();
        foreach (var fetch in _fetches)
        {
            var some = await batch.AskAsync(fetch.Some).ConfigureAwait(false);
            if (!some.TryGet(out var got, out var fault))
            {
                return fault;
            }

            if (Missing(got.Series) is not null)
            {
                // The edges are written in an unexpected format, or do not exist. The query for all buckets tells
                // which.
                var all = await batch.AskAsync(fetch.All).ConfigureAwait(false);
                if (!all.TryGet(out got, out fault))
                {
                    return fault;
                }
            }

            if (Missing(got.Series) is { } missing)
            {
                return NoBucket(missing, got.Series);
            }

            Take(samples, fetch.Fetch, got.Series);
        }

        return new Reading.Counters(samples.DrainToImmutable(), _fetches.Max(fetch => batch.PaceOf(fetch.Some.Text)));
    }

    private Ask AskFor(Selector selector) => new(selector.Text, _question.To, _question.From);

    private void Take(
        ImmutableArray<CounterSample>.Builder samples,
        Fetch fetch,
        IReadOnlyList<PrometheusSeries> answer
    )
    {
        foreach (var series in answer)
        {
            var edge = Edges.Of(series);
            foreach (var pick in fetch.Picks.Where(pick => edge is not null && pick.Takes(series)))
            {
                if (double.IsPositiveInfinity(edge!.Value))
                {
                    CounterSamples.Add(samples, pick.Arm, CounterRole.Total, edge: 0, series);
                }

                for (var at = 0; at < _question.Edges.Count; at++)
                {
                    if (IsSame(edge.Value, _question.Edges[at]))
                    {
                        CounterSamples.Add(samples, pick.Arm, CounterRole.Within, at, series);
                    }
                }
            }
        }
    }

    /// <summary>
    /// An edge for which some histogram has no bucket; null if all exist or there is no data. A version with other
    /// buckets would otherwise appear to be slow in all its requests.
    /// </summary>
    private double? Missing(IReadOnlyList<PrometheusSeries> answer)
    {
        foreach (var histogram in answer.GroupBy(series => series.HistogramIdentity))
        {
            var there = histogram.Select(Edges.Of).OfType<double>().ToList();
            foreach (var edge in _question.Edges.Append(double.PositiveInfinity))
            {
                if (!there.Exists(found => IsSame(found, edge)))
                {
                    return edge;
                }
            }
        }

        return null;
    }

    private static Fault NoBucket(double missing, IReadOnlyList<PrometheusSeries> series)
    {
        var there = series
            .Select(Edges.Of)
            .OfType<double>()
            .Distinct()
            .Order()
            .Select(edge => edge.ToString("R", CultureInfo.InvariantCulture));
        return new Fault(
            FaultKind.Refused,
            $"a histogram has no bucket at {missing.ToString("R", CultureInfo.InvariantCulture)}; there are "
                + string.Join(", ", there)
        );
    }

    // Clients print edges with different numbers of digits.
    private static bool IsSame(double one, double other) =>
        one == other || Math.Abs(one - other) <= 1e-9 * Math.Abs(other);
}
