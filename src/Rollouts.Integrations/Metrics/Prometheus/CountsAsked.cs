using System.Collections.Immutable;
using Rollouts.Analysis.Ticks;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>Reads raw counters of all requests and of the bad ones. The ledger computes their increments.</summary>
internal sealed class CountsAsked : IAsked
{
    private readonly IReadOnlyList<(Fetch Fetch, Ask Ask)> _fetches;
    private readonly string? _by;

    public CountsAsked(MetricQuestion.Counts question, IReadOnlyList<Fetch> fetches)
    {
        _fetches = [.. fetches.Select(fetch => (fetch, new Ask(fetch.Selector.Text, question.To, question.From)))];
        _by = question.By;
    }

    public IReadOnlyList<Ask> Asks => [.. _fetches.Select(fetch => fetch.Ask)];

    public async Task<Answer<Reading>> ReadAsync(IBatch batch)
    {
        var samples = ImmutableArray.CreateBuilder<CounterSample>();
        foreach (var (fetch, answering) in _fetches.Select(fetch => (fetch.Fetch, batch.AskAsync(fetch.Ask))).ToList())
        {
            var answer = await answering.ConfigureAwait(false);
            if (!answer.TryGet(out var got, out var fault))
            {
                return fault;
            }

            foreach (var series in got.Series)
            {
                foreach (var pick in fetch.Picks)
                {
                    if (pick.Takes(series))
                    {
                        CounterSamples.Add(samples, pick.Arm, pick.Role, edge: 0, series, _by);
                    }
                }
            }
        }

        return new Reading.Counters(samples.DrainToImmutable(), _fetches.Max(fetch => batch.PaceOf(fetch.Ask.Text)));
    }
}
