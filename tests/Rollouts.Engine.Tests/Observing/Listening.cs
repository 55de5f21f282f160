using System.Diagnostics;
using System.Diagnostics.Metrics;
using Rollouts.Engine.Metering;

namespace Rollouts.Engine.Tests.Observing;

/// <summary>Hears the spans and measurements of this process while it is there.</summary>
internal sealed class Listening : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters = new();
    private readonly List<Activity> _ended = [];
    private readonly List<(string Name, Dictionary<string, object?> Labels, double Value)> _measured = [];

    public Listening()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                lock (_gate)
                {
                    _ended.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_spans);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Telemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<double>((one, value, labels, _) => Note(one, value, labels));
        _meters.SetMeasurementEventCallback<long>((one, value, labels, _) => Note(one, value, labels));
        _meters.Start();
    }

    public IReadOnlyList<Activity> Spans
    {
        get
        {
            lock (_gate)
            {
                return [.. _ended];
            }
        }
    }

    /// <summary>What was measured under a name, where its labels are these.</summary>
    public double SumOf(string name, params (string Label, string Value)[] labels)
    {
        lock (_gate)
        {
            return _measured
                .Where(one => one.Name == name && labels.All(label => Equals(one.Labels[label.Label], label.Value)))
                .Sum(one => one.Value);
        }
    }

    public int CountOf(string name, params (string Label, string Value)[] labels)
    {
        lock (_gate)
        {
            return _measured.Count(one =>
                one.Name == name && labels.All(label => Equals(one.Labels[label.Label], label.Value))
            );
        }
    }

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var known = labels.ToArray().ToDictionary(label => label.Key, label => label.Value);
        lock (_gate)
        {
            _measured.Add((instrument.Name, known, value));
        }
    }
}
