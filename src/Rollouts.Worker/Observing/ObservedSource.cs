using System.Diagnostics;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Worker.Observing;

/// <summary>
/// A metric source of which each question is measured, from when it was asked until its answer came. A span tells of
/// the whole call: there may be five hundred questions in it.
/// </summary>
internal sealed class ObservedSource(IMetricSource inner, string system, TimeProvider time) : IMetricSource
{
    public IReadOnlyList<Task<Answer<Reading>>> Ask(
        IReadOnlyList<MetricQuestion> questions,
        CancellationToken cancellation
    )
    {
        Task<Answer<Reading>>[] answers = [.. inner.Ask(questions, cancellation).Select(MeasureAsync)];
        _ = TraceAsync(answers);
        return answers;
    }

    public void Dispose()
    {
        // The source is its owner's, who has opened it for everybody.
    }

    private Task<Answer<Reading>> MeasureAsync(Task<Answer<Reading>> answer) =>
        Measured.CallAsync(
            span: null,
            Telemetry.SourceCalls,
            new TagList { { Labels.System, system } },
            time,
            () => answer,
            Measured.OutcomeOf
        );

    private async Task TraceAsync(Task<Answer<Reading>>[] answers)
    {
        using var span = Traces.BeginPart("source call", ActivityKind.Client);
        span?.SetTag(Traces.System, system).SetTag(Traces.Questions, answers.Length);
        await ((Task)Task.WhenAll(answers)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var outcomes = answers.Select(answer =>
            answer.IsCompletedSuccessfully ? Measured.OutcomeOf(answer.Result) : "given-up"
        );
        Traces.Conclude(span, outcomes.FirstOrDefault(outcome => outcome != Labels.Done) ?? Labels.Done);
    }
}
