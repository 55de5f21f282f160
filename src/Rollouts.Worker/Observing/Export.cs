using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Rollouts.Worker.Observing;

/// <summary>
/// Takes what is measured out of the process: to a page that Prometheus reads, always; over OTLP where the usual
/// environment variable says whereto. One in a process, whoever else lives in it.
/// </summary>
public sealed class Export : IDisposable
{
    private const string Address = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly MeterProvider _meters;
    private readonly TracerProvider? _tracers;

    /// <param name="name">What the process is called where nothing else says: <c>OTEL_SERVICE_NAME</c>.</param>
    public Export(string name)
    {
        var sends = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Address));

        // The environment has the last word: its detector is added after ours.
        var resource = ResourceBuilder
            .CreateEmpty()
            .AddService(name)
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector();
        var meters = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Telemetry.Name)
            .AddReader(new BaseExportingMetricReader(Page));
        _meters = (sends ? meters.AddOtlpExporter() : meters).Build();
        _tracers = sends
            ? Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .AddSource(Telemetry.Name)
                .AddOtlpExporter()
                .Build()
            : null;
    }

    public PrometheusPage Page { get; } = new();

    public void Dispose()
    {
        _tracers?.Dispose();
        _meters.Dispose();
    }
}
