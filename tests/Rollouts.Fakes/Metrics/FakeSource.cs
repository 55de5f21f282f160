using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Fakes.Metrics;

/// <summary>
/// A metric source in memory. It draws no lots: whoever holds it says what goes wrong, question by question.
/// </summary>
public sealed class FakeSource(FakeMetrics metrics, TimeProvider clock) : IMetricSource
{
    /// <summary>Asked before each question what goes wrong with it; null for nothing.</summary>
    public Func<MetricQuestion, Mishap?> Mishaps { get; set; } = _ => null;

    /// <summary>How long it waits for itself, as an adapter waits for its source.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    public FakeMetrics Metrics => metrics;

    public IReadOnlyList<Task<Answer<Reading>>> Ask(
        IReadOnlyList<MetricQuestion> questions,
        CancellationToken cancellation
    ) => [.. questions.Select(question => AskAsync(question, cancellation))];

    public void Dispose()
    {
        // It holds nothing: two fakes may share a world.
    }

    private async Task<Answer<Reading>> AskAsync(MetricQuestion question, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var mishap = Mishaps(question);
        if (mishap is Mishap.Late { After: var wait })
        {
            await Task.Delay(wait < Timeout ? wait : Timeout, clock, cancellation).ConfigureAwait(false);
            if (wait >= Timeout)
            {
                return new Fault(FaultKind.TimedOut, $"the fake did not answer within {Spans.Say(Timeout)}");
            }
        }

        return mishap switch
        {
            Mishap.Fails fails => fails.Fault,
            Mishap.DoneButFails fails => fails.Fault,
            Mishap.HalfDone half => half.Fault,
            _ when SourceClock.Compare(clock.GetUtcNow(), question.Present, "the fake") is { } apart => apart,
            // What a cache held two scrapes before it was asked for.
            Mishap.Stale => metrics.Answer(question with { To = question.To - (2 * metrics.Scrape) }),
            _ => metrics.Answer(question),
        };
    }
}
