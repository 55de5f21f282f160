using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Rollouts.Engine.Metering;

namespace Rollouts.Api.Tests.Loops;

/// <summary>Counts the failures of loops and of their items, by loop, as the metrics report them.</summary>
internal sealed class LoopFailures : IDisposable
{
    private readonly MeterListener _meters = new();
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public LoopFailures()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument == Telemetry.LoopFailures || instrument == Telemetry.LoopItemFailures)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>(
            (_, value, labels, _) => _counts.AddOrUpdate((string)labels[0].Value!, value, (_, before) => before + value)
        );
        _meters.Start();
    }

    public long Of(string loop) => _counts.GetValueOrDefault(loop);

    public void Dispose() => _meters.Dispose();
}
