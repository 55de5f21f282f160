using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics.Prometheus;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Scrape;

/// <summary>Batches questions: every page is read once for all of them.</summary>
internal sealed class ScrapeBatch(
    IReadOnlyList<TargetPages> targets,
    SemaphoreSlim places,
    IReadOnlyList<Ask> asks,
    CancellationToken cancellation
) : IBatch
{
    private readonly Lock _lock = new();
    private Task<Fault?>? _read;

    public async Task<Answer<PrometheusAnswer>> AskAsync(Ask ask)
    {
        Task<Fault?> reading;
        lock (_lock)
        {
            reading = _read ??= ReadAsync();
        }

        if (await reading.ConfigureAwait(false) is { } fault)
        {
            return fault;
        }

        try
        {
            return Select(ask);
        }
        catch (OutsideException e)
        {
            return e.Fault;
        }
    }

    public TimeSpan? PaceOf(string selector)
    {
        var metric = MetricOf(selector);
        return targets.Max(target => target.PaceOf(metric));
    }

    /// <summary>The one metric that a selector names; pages are read by their names.</summary>
    public static string MetricOf(string selector)
    {
        var name = Selector
            .Parse(Query.Text(selector))
            .Matchers?.FirstOrDefault(matcher => matcher is { Label: LabelMatcher.Name, Kind: MatchKind.Is });
        return name?.Value
            ?? throw new OutsideException(
                new Fault(
                    FaultKind.Refused,
                    $"{ForeignText.Quoted(selector)} names no single metric, which a direct scrape needs"
                )
            );
    }

    private PrometheusAnswer Select(Ask ask)
    {
        var tests = Selector
            .Parse(Query.Text(ask.Text))
            .Matchers!.Value.Select(matcher =>
                matcher.Test()
                ?? throw new OutsideException(
                    new Fault(FaultKind.Refused, $"a direct scrape cannot work out the pattern in {matcher}")
                )
            )
            .ToList();
        var metric = MetricOf(ask.Text);
        return new PrometheusAnswer(
            "matrix",
            [
                .. targets
                    .SelectMany(target => target.SeriesOf(metric, ask.Since))
                    .Where(series => tests.TrueForAll(test => test(series.Labels))),
            ]
        );
    }

    // A sum over some of the processes is no sum: one that does not answer fails the answer.
    private async Task<Fault?> ReadAsync()
    {
        var metrics = asks.Select(ask => MetricOf(ask.Text)).ToHashSet(StringComparer.Ordinal);
        var at = asks.Select(ask => ask.At).Max();
        var faults = await Task.WhenAll(targets.Select(target => ReadAsync(target, metrics, at))).ConfigureAwait(false);
        return faults.FirstOrDefault(fault => fault is not null);
    }

    private async Task<Fault?> ReadAsync(TargetPages target, HashSet<string> metrics, Instant at)
    {
        await places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await target.ReadAsync(metrics, at, cancellation).ConfigureAwait(false);
        }
        finally
        {
            places.Release();
        }
    }
}
