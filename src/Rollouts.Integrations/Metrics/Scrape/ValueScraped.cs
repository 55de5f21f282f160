using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics.Prometheus;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Scrape;

/// <summary>One number for each version, computed from the present pages.</summary>
internal sealed class ValueScraped : IAsked
{
    private readonly MetricQuestion.Value _question;
    private readonly (Reduction Reduction, Ask Ask) _candidate;
    private readonly (Reduction Reduction, Ask Ask)? _baseline;

    public ValueScraped(MetricQuestion.Value question)
    {
        _question = question;
        _candidate = Prepare(question.Query.Candidate);
        _baseline = question.Query.Baseline is { } query ? Prepare(query) : null;
    }

    public IReadOnlyList<Ask> Asks => _baseline is { } baseline ? [_candidate.Ask, baseline.Ask] : [_candidate.Ask];

    public async Task<Answer<Reading>> ReadAsync(IBatch batch)
    {
        var candidate = await NumberAsync(batch, _candidate).ConfigureAwait(false);
        var baseline = await NumberAsync(batch, _baseline).ConfigureAwait(false);
        return !candidate.TryGet(out var one, out var fault) ? fault
            : !baseline.TryGet(out var other, out fault) ? fault
            : new Reading.Values(_question.To, one, other);
    }

    private (Reduction Reduction, Ask Ask) Prepare(Query query)
    {
        var text = query.Body is Settings.Text { Value: var written } ? written : "";
        return Reduction.Parse(text) is { } reduction
            ? (reduction, new Ask(Selector.Parse(reduction.Query).Text, _question.To, Since: null))
            : throw new OutsideException(
                new Fault(
                    FaultKind.Refused,
                    $"{ForeignText.Quoted(text)} is neither a selector nor a sum, min, max or avg of one"
                )
            );
    }

    private static async Task<Answer<double>> NumberAsync(IBatch batch, (Reduction Reduction, Ask Ask)? asked)
    {
        if (asked is not var (reduction, ask))
        {
            return double.NaN;
        }

        var answer = await batch.AskAsync(ask).ConfigureAwait(false);
        if (!answer.TryGet(out var got, out var fault))
        {
            return fault;
        }

        var numbers = got.Series.Select(series => series.Samples[^1].Value).ToList();
        return (numbers.Count, reduction.Reduce) switch
        {
            (0, _) => double.NaN,
            (_, { } reduce) => reduce(numbers),
            (1, null) => numbers[0],
            _ => new Fault(
                FaultKind.Refused,
                $"{ForeignText.Quoted(ask.Text)} names {numbers.Count} series where one number is needed; reduce "
                    + "them, as sum(...) does"
            ),
        };
    }
}
