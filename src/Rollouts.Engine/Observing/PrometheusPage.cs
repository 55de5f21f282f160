using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Rollouts.Engine.Observing;

/// <summary>
/// Exposes all metrics in the text format of Prometheus. The exporter of OpenTelemetry for it is not on every package
/// feed, and does little.
/// </summary>
[ExportModes(ExportModes.Pull)]
public sealed class PrometheusPage : BaseExporter<Metric>, IPullMetricExporter
{
    /// <summary>The value of the Content-Type header.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock _gate = new();
    private string _text = "";

    public Func<int, bool>? Collect { get; set; }

    /// <summary>Collects the metrics and returns the page.</summary>
    public string Read()
    {
        // Two concurrent readers would each get a part of the other's page.
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
