using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>One number for each version, calculated by Prometheus.</summary>
internal sealed class ValueAsked(MetricQuestion.Value question) : IAsked
{
    private readonly Ask _candidate = AskFor(question.Query.Candidate, question.To);
    private readonly Ask? _baseline = question.Query.Baseline is { } query ? AskFor(query, question.To) : null;

    public IReadOnlyList<Ask> Asks => _baseline is null ? [_candidate] : [_candidate, _baseline];

    public async Task<Answer<Reading>> ReadAsync(IBatch batch)
    {
        var (one, other) = (NumberAsync(batch, _candidate), NumberAsync(batch, _baseline));
        var (candidate, baseline) = (await one.ConfigureAwait(false), await other.ConfigureAwait(false));
        return !candidate.TryGet(out var candidateValue, out var fault) ? fault
            : !baseline.TryGet(out var baselineValue, out fault) ? fault
            : new Reading.Values(question.To, candidateValue, baselineValue);
    }

    private static Ask AskFor(Query query, Instant at) =>
        new(query.Body is Settings.Text { Value: var text } ? text : query.ToString(), at, Since: null);

    private static async Task<Answer<double>> NumberAsync(IBatch batch, Ask? ask)
    {
        if (ask is null)
        {
            return double.NaN;
        }

        var answer = await batch.AskAsync(ask).ConfigureAwait(false);
        return !answer.TryGet(out var got, out var fault) ? fault
            : got is { Kind: "vector" or "scalar", Series: [{ Samples: [var sample] }] } ? sample.Value
            // Nothing is there to calculate with, which is not the same as nought.
            : got is { Kind: "vector", Series: [] } ? double.NaN
            : Refused(ask, got);
    }

    private static Fault Refused(Ask ask, PrometheusAnswer got)
    {
        var why =
            got.Kind == "vector"
                ? $"answers with {got.Series.Count} series where one number is needed; reduce them, as sum(...) does"
                : $"answers with a {got.Kind}, which is no number";
        return new Fault(FaultKind.Refused, $"{ForeignText.Quoted(ask.Text)} {why}");
    }
}
