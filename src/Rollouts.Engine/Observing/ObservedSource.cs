using System.Diagnostics;
using Rollouts.Engine.Metering;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Observing;

/// <summary>
/// Measures each question of a metric source from the request to its answer. A span covers the whole call, because one
/// call may hold five hundred questions.
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
        // The owner of the source shares it and disposes it.
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
