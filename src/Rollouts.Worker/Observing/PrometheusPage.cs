using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Rollouts.Worker.Observing;

/// <summary>
/// Everything that is measured, as Prometheus reads it. The exporter that OpenTelemetry has for this is not on every
/// feed; what it does is little.
/// </summary>
[ExportModes(ExportModes.Pull)]
public sealed class PrometheusPage : BaseExporter<Metric>, IPullMetricExporter
{
    /// <summary>The form of the text, for whoever reads it.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock _gate = new();
    private string _text = "";

    public Func<int, bool>? Collect { get; set; }

    /// <summary>The page as it is now.</summary>
    public string Read()
    {
        // Two who read at once would be given halves of each other's.
        lock (_gate)
        {
            _text = "";
            Collect?.Invoke(Timeout.Infinite);
            return _text;
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var text = new PrometheusText();
        foreach (var metric in batch)
        {
            text.Write(metric);
        }

        _text = text.ToString();
        return ExportResult.Success;
    }
}
