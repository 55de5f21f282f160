using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Outside.Resilience;

/// <summary>
/// A metric source that retries the questions that failed at about the same time in one call. Five hundred single calls
/// do not help a source that could not answer one call with five hundred questions.
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
        var again = new CoalescedRead(time, AskOnce, cancellation);
        return [.. questions.Select((question, i) => SettleAsync(question, first[i], again, cancellation))];
    }

    public void Dispose()
    {
        // The owner of the source shares it and disposes it.
    }

    private async Task<Answer<Reading>> SettleAsync(
        MetricQuestion question,
        Task<Answer<Reading>> first,
        CoalescedRead again,
        CancellationToken cancellation
    )
    {
        // Most questions succeed. Only a question that fails needs the retry.
        if ((await first).TryGet(out _, out _))
        {
            return await first;
        }

        Answer<Reading>? answer = null;
        var fault = await circuits.TryAsync(
            RetryPolicy.Source,
            async _ =>
            {
                answer = await (answer is null ? first : again.AskAsync(question));
                return answer.TryGet(out var _, out var failed) ? null : failed;
            },
            cancellation
        );
        return fault is null ? answer! : fault;
    }

    /// <summary>One call for the circuit, regardless of its number of questions.</summary>
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
        // The circuit completes before a call was sent only if it refuses the call or the caller cancels.
        await Task.WhenAny(sent, passed);
        if (sent.IsCompletedSuccessfully)
        {
            return await (await sent)[index];
        }

        return await passed
            ?? throw new System.Diagnostics.UnreachableException("A call that was not made did not fail.");
    }

    // A source that answers at least one question is healthy. A question that it cannot answer does not count against
    // it.
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
