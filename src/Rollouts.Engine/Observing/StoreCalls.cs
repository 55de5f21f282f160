using System.Diagnostics;
using Rollouts.Engine.Metering;

namespace Rollouts.Engine.Observing;

/// <summary>Measures calls of the store.</summary>
internal static class StoreCalls
{
    public static async Task<T> MeasureAsync<T>(string operation, TimeProvider time, Func<Activity?, Task<T>> call)
    {
        using var span = Traces.BeginPart("store " + operation, ActivityKind.Client);
        return await Measured.CallAsync(
            span,
            Telemetry.StoreCalls,
            new TagList { { Labels.Operation, operation } },
            time,
            () => call(span),
            _ => Labels.Done
        );
    }

    public static Task MeasureAsync(string operation, TimeProvider time, Func<Task> call) =>
        MeasureAsync(
            operation,
            time,
            async _ =>
            {
                await call();
                return true;
            }
        );
}
