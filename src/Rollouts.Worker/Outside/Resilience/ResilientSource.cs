using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Worker.Outside.Resilience;

/// <summary>
/// A metric source of which what failed is asked again, together with whatever else failed at about the same time: a
/// source that could not answer one call for five hundred questions is not helped by five hundred calls.
/// </summary>
internal sealed class ResilientSource(IMetricSource inner, string system, Circuits circuits, TimeProvider time)
    : IMetricSource
{
    public IReadOnlyList<Task<Answer<Reading>>> Ask(
        IReadOnlyList<MetricQuestion> questions,
        CancellationToken cancellation
    )
    {
        var first = AskOnce(questions, cancellation);
        var again = new AskedTogether(time, AskOnce, cancellation);
        return [.. questions.Select((question, i) => SettleAsync(question, first[i], again, cancellation))];
    }

    public void Dispose()
    {
        // The source is its owner's, who has opened it for everybody.
    }

    private async Task<Answer<Reading>> SettleAsync(
        MetricQuestion question,
        Task<Answer<Reading>> first,
        AskedTogether again,
        CancellationToken cancellation
    )
    {
        // Nearly always; what fails is worth the machinery of trying again.
        if ((await first).TryGet(out _, out _))
        {
            return await first;
        }

        Answer<Reading>? answer = null;
        var fault = await circuits.TryAsync(
            Effort.Source,
            async _ =>
            {
                answer = await (answer is null ? first : again.AskAsync(question));
                return answer.TryGet(out var _, out var failed) ? null : failed;
            },
            cancellation
        );
        return fault is null ? answer! : fault;
    }

    /// <summary>One call for the circuit, however many questions it carries.</summary>
    private IReadOnlyList<Task<Answer<Reading>>> AskOnce(
        IReadOnlyList<MetricQuestion> questions,
        CancellationToken cancellation
    )
    {
        var sent = new TaskCompletionSource<IReadOnlyList<Task<Answer<Reading>>>>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        var passed = circuits
            .Of(system)
            .PassAsync(
                async token =>
                {
                    var answers = inner.Ask(questions, token);
                    sent.SetResult(answers);
                    return FaultOf(await Task.WhenAll(answers));
                },
                cancellation
            );
        return sent.Task.IsCompletedSuccessfully
            ? sent.Task.Result
            : [.. questions.Select((_, i) => AnswerAsync(i, sent.Task, passed))];
    }

    private static async Task<Answer<Reading>> AnswerAsync(
        int index,
        Task<IReadOnlyList<Task<Answer<Reading>>>> sent,
        Task<Fault?> passed
    )
    {
        // The circuit says something before anything was sent only where it refuses, or where its caller gave up.
        await Task.WhenAny(sent, passed);
        if (sent.IsCompletedSuccessfully)
        {
            return await (await sent)[index];
        }

        return await passed
            ?? throw new System.Diagnostics.UnreachableException("A call that was not made did not fail.");
    }

    // Where it answered anything, it answers; a question that it cannot answer is no sign of its health.
    private static Fault? FaultOf(Answer<Reading>[] answers)
    {
        Fault? worst = null;
        foreach (var answer in answers)
        {
            if (answer.TryGet(out _, out var fault) || !fault.MayPass)
            {
                return null;
            }

            worst ??= fault;
        }

        return worst;
    }
}
