using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Outside.Resilience;

/// <summary>Combines the questions that arrive within a short time into one call.</summary>
internal sealed class CoalescedRead(
    TimeProvider time,
    Func<IReadOnlyList<MetricQuestion>, CancellationToken, IReadOnlyList<Task<Answer<Reading>>>> ask,
    CancellationToken cancellation
)
{
    /// <summary>The jitter of retries spreads them over about this time.</summary>
    private static readonly TimeSpan While = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private List<MetricQuestion> _waiting = [];
    private Task<IReadOnlyList<Task<Answer<Reading>>>>? _next;

    public async Task<Answer<Reading>> AskAsync(MetricQuestion question)
    {
        Task<IReadOnlyList<Task<Answer<Reading>>>> call;
        int index;
        lock (_gate)
        {
            index = _waiting.Count;
            _waiting.Add(question);
            call = _next ??= SendAsync();
        }

        return await (await call)[index];
    }

    private async Task<IReadOnlyList<Task<Answer<Reading>>>> SendAsync()
    {
        await Task.Delay(While, time, cancellation);
        List<MetricQuestion> questions;
        lock (_gate)
        {
            (questions, _waiting, _next) = (_waiting, [], null);
        }

        return ask(questions, cancellation);
    }
}
