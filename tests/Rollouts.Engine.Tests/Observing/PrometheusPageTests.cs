using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Rollouts.Engine.Observing;

namespace Rollouts.Engine.Tests.Observing;

public sealed class PrometheusPageTests : IDisposable
{
    private readonly Meter _meter = new("Rollouts.Tests");
    private readonly PrometheusPage _page = new();
    private readonly MeterProvider _provider;

    public PrometheusPageTests() =>
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(_meter.Name)
            .AddReader(new BaseExportingMetricReader(_page))
            .Build();

    public void Dispose()
    {
        _provider.Dispose();
        _page.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task Is_what_Prometheus_reads()
    {
        _meter
            .CreateCounter<long>("test.outside.calls", "{call}", "Calls of \\ and\nmore.")
            .Add(3, new KeyValuePair<string, object?>("who", "a \"b\"\\\nc"));
        _meter.CreateGauge<double>("test.level", description: "How high it stands.").Record(0.25);
        var waits = _meter.CreateHistogram(
            "test.wait",
            "s",
            "How long it took.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] }
        );
        waits.Record(0.05);
        waits.Record(0.5);
        waits.Record(7);

        var text = _page.Read();

        Assert.Equal(
            """
            # HELP test_outside_calls_total Calls of \\ and\nmore.
            # TYPE test_outside_calls_total counter
            test_outside_calls_total{who="a \"b\"\\\nc"} 3
            # HELP test_level How high it stands.
            # TYPE test_level gauge
            test_level 0.25
            # HELP test_wait_seconds How long it took.
            # TYPE test_wait_seconds histogram
            test_wait_seconds_bucket{le="0.1"} 1
            test_wait_seconds_bucket{le="1"} 2
            test_wait_seconds_bucket{le="+Inf"} 3
            test_wait_seconds_sum 7.55
            test_wait_seconds_count 3

            """,
            text
        );
        Assert.Equal((0, ""), await Promtool.RunAsync(text, "check", "metrics"));
    }

    [Fact]
    public void Counts_on_from_one_reading_to_the_next()
    {
        var calls = _meter.CreateCounter<long>("test.calls", description: "Calls.");
        calls.Add(1);
        Assert.Contains("test_calls_total 1\n", _page.Read(), StringComparison.Ordinal);
        calls.Add(2);
        Assert.Contains("test_calls_total 3\n", _page.Read(), StringComparison.Ordinal);
    }
}
