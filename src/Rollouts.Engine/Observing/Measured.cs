using System.Diagnostics;
using System.Diagnostics.Metrics;
using Rollouts.Engine.Metering;
using Rollouts.Integrations.Outside;
using Rollouts.Storage;

namespace Rollouts.Engine.Observing;

/// <summary>Measures the duration and the outcome of a call, as a metric and on its span.</summary>
internal static class Measured
{
    public static async Task<T> CallAsync<T>(
        Activity? span,
        Histogram<double> durations,
        TagList labels,
        TimeProvider time,
        Func<Task<T>> call,
        Func<T, string> outcomeOf
    )
    {
        var began = time.GetTimestamp();
        var outcome = "unforeseen";
        try
        {
            var result = await call();
            outcome = outcomeOf(result);
            return result;
        }
        catch (Exception exception)
        {
            outcome = exception switch
            {
                OperationCanceledException => "given-up",
                StoreUnavailableException => "unavailable",
                _ => outcome,
            };
            throw;
        }
        finally
        {
            labels.Add(Labels.Outcome, outcome);
            durations.Record(time.GetElapsedTime(began).TotalSeconds, labels);
            Traces.Conclude(span, outcome);
        }
    }

    public static string OutcomeOf(Fault? fault) =>
        fault?.Kind switch
        {
            null => Labels.Done,
            FaultKind.Unreachable => "unreachable",
            FaultKind.TimedOut => "timed-out",
            FaultKind.Throttled => "throttled",
            FaultKind.Broken => "broken",
            FaultKind.Denied => "denied",
            FaultKind.NotFound => "not-found",
            FaultKind.Refused => "refused",
            FaultKind.Unusable => "unusable",
            _ => throw new UnreachableException(),
        };

    public static string OutcomeOf<T>(Answer<T> answer) =>
        OutcomeOf(answer.TryGet(out _, out var fault) ? null : fault);
}
