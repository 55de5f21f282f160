using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Rollouts.Engine.Metering;
using Rollouts.Engine.Observing;

namespace Rollouts.Hosting;

/// <summary>
/// Exports metrics and traces: always to the page for Prometheus, and over OTLP if the standard environment variable
/// names an endpoint. There is one in a process, even if it hosts several components.
/// </summary>
public sealed class Export : IDisposable
{
    private const string Address = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly MeterProvider _meters;
    private readonly TracerProvider? _tracers;

    /// <param name="name">The service name unless <c>OTEL_SERVICE_NAME</c> is set.</param>
    public Export(string name)
    {
        var sends = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Address));

        // The environment takes precedence, because its detector is added last.
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
